"""The command group, and what happens to errors on their way to the shell.

Exit codes: 0 done; 1 done in part, or problems found; 2 wrong use, settings or question; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence

import click

from treuga.cli import codes
from treuga.errors import AgreementError, CaseError, MonitorError, TreugaError

#: Verbs in the order in which help lists them: getting started, asking, looking up, checking.
VERBS = (
    "demo",
    "init",
    "read",
    "status",
    "why",
    "whynot",
    "gates",
    "talks",
    "changes",
    "history",
    "deadlines",
    "disagreements",
    "whatif",
    "brief",
    "incidents",
    "measure",
    "review",
    "search",
    "reports",
    "agreements",
    "import",
    "parties",
    "extract",
    "explain",
    "verify",
)


#: Verbs that Python keeps for itself, or that are typed in another way too -> their module.
_MODULES = {"import": "imports", "agreement": "agreements"}


class LazyGroup(click.Group):
    """Imports a verb's module (``treuga.cli.VERB``, which holds ``command``) only when that verb is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of `VERBS`."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, or None."""
        if cmd_name not in VERBS and cmd_name not in _MODULES:
            return None
        command: click.Command = importlib.import_module(f"treuga.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; a misspelt one is answered with the nearest."""
        if args and args[0] not in VERBS and args[0] not in _MODULES and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1)
            advice = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{advice}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="treuga", message="treuga %(version)s")
@click.option("--debug", is_flag=True, envvar="TREUGA_DEBUG", help="Print the traceback of an error.")
@click.pass_context
def group(ctx: click.Context, debug: bool) -> None:
    """Watch over a peace process: where each promise stands, on whose word, and in which sentence.

    Start with 'treuga demo', or make a case of your own: 'treuga init my-case', 'cd my-case', 'treuga read FOLDER',
    'treuga status us-taliban-2020'.
    """
    ctx.obj = {"debug": debug}


def main() -> None:
    """Entry point of the ``treuga`` command."""
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        arguments: without the program's name; left out, those of this process.

    Returns:
        The exit code.
    """
    _utf8()
    listed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = group.main(args=listed, prog_name="treuga", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (BrokenPipeError, SystemExit):  # the latter is what click makes of the former
        return _broken_pipe()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return 130
    except TreugaError as error:
        return _refused(error, listed)
    except Exception as error:
        return _unforeseen(error, listed)


def _utf8() -> None:
    # Reports are in every script; a terminal or pipe in another encoding must not turn a name into a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _broken_pipe() -> int:
    # The reader of our output has gone ('| head'). What Python would flush at exit must go nowhere.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def _refused(error: TreugaError, arguments: Sequence[str]) -> int:
    from treuga.cli.console import plain

    _traceback(arguments)
    for problem in getattr(error, "problems", ()) or (error,):
        click.echo(plain(str(problem)), err=True)
    return 2 if isinstance(error, CaseError | AgreementError | MonitorError) else 1


def _unforeseen(error: Exception, arguments: Sequence[str]) -> int:
    from treuga.cli.console import plain

    _traceback(arguments)
    message = f"something went wrong that Treuga did not foresee: {type(error).__name__}: {error}"
    click.echo(plain(str(TreugaError(codes.UNEXPECTED, message))), err=True)
    return 1


def _traceback(arguments: Sequence[str]) -> None:
    if "--debug" in arguments or os.environ.get("TREUGA_DEBUG"):
        import traceback

        traceback.print_exc()
