"""The factories by which anyone's spaCy pipeline can use Treuga's components.

>>> import spacy
>>> nlp = spacy.load("en_core_web_sm")                     # doctest: +SKIP
>>> for name in ("parties", "places", "times", "quantities", "statements", "events"):
...     nlp.add_pipe(f"treuga_{name}")                     # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.extensions import register

Component = Callable[[Doc], Doc]
register()


@Language.factory("treuga_parties", default_config={"party_files": []}, assigns=["doc._.mentions"])
def make_parties(nlp: Language, name: str, party_files: Sequence[str]) -> Component:
    """Names, titles and aliases of parties and persons. ``party_files`` adds a case's own YAML to the registry."""
    from treuga.extract.parties import PartyComponent

    return PartyComponent(nlp, party_files)


@Language.factory("treuga_places", assigns=["doc._.places"])
def make_places(nlp: Language, name: str) -> Component:
    """Places of the gazetteer, told from actors where ``treuga_parties`` comes before."""
    from treuga.extract.places import PlaceComponent

    return PlaceComponent(nlp)


@Language.factory("treuga_times", default_config={"style": "treuga"}, assigns=["doc._.times"])
def make_times(nlp: Language, name: str, style: str) -> Component:
    """Time expressions (TIMEX3) with values resolved against ``Doc._.published``; ``style`` "timeml" as TimeBank's."""
    from treuga.extract.times import TimeComponent

    return TimeComponent(nlp, style)


@Language.factory("treuga_quantities", assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str) -> Component:
    """Numbers with what they count."""
    from treuga.extract.quantities import QuantityComponent

    return QuantityComponent(nlp)


@Language.factory("treuga_statements", requires=["doc._.mentions"], assigns=["doc._.statements"])
def make_statements(nlp: Language, name: str) -> Component:
    """Attributions: who said what to whom, as which act."""
    from treuga.extract.statements import StatementComponent

    return StatementComponent(nlp)


@Language.factory("treuga_events", requires=["doc._.mentions", "doc._.statements"], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> Component:
    """What clauses and event nouns report, with PLOVER types where they apply."""
    from treuga.extract.events import EventComponent

    return EventComponent(nlp)
