"""Somebody who does what the quotes let others do with that same one."""

from collections.abc import Sequence

from qa.english.naming import Name, names
from qa.faults import Fault, FaultKind
from qa.support.names import same_name


def repetition_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: "Wang met officials, among them Wang" says of one what is said of two."""
    said = [name for name in names(sentence) if name.place is None]
    for n, name in enumerate(said):
        twice = [other for other in said[n + 1 :] if same_name(name, other)]
        if not twice or _owns(sentence, twice[0]) or _owns(sentence, name):
            continue
        counts = [sum(same_name(name, other) for other in names(quote)) for quote in quotes]
        if sum(counts) == 1:
            reason = f"It names {name.text} twice, the quote once."
            return [Fault(FaultKind.NAME, name.text, name.text, reason, counts.index(1) + 1)]
    return []


def _owns(text: str, name: Name) -> bool:
    """Whether a name has something: "NAME's plan"."""
    return text[name.end : name.end + 1] in {"'", "’"}
