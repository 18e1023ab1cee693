"""An answer as a screen reader says it when it has come: sentences, and no numbers of sources."""

from collections.abc import Iterator

from qa.answers import Answer
from qa.evidence import Standing, Statement
from ui.evidence import as_of_in_words, otherwise_of, verdict_of
from ui.grouping import groups_of, labels_of, nothing_said
from ui.language import _, day_in_words, ngettext
from ui.wording import short_in_words


def spoken_answer(answer: Answer) -> str:
    """What an answer says, the verdict or the words that answer first; or that there is none."""
    if answer.readings:
        return answer.text
    if not answer.answered:
        refused = _("Not in the archive.")
        return f"{refused} {answer.reason or answer.text}"
    return " ".join([*_said(answer), *_beside(answer)])


def _said(answer: Answer) -> Iterator[str]:
    if verdict := verdict_of(answer):
        yield f"{verdict}."
    elif answer.short:
        yield f"{short_in_words(answer.short)}."
    if as_of := as_of_in_words(answer):
        yield f"{as_of}."
    for group in groups_of(answer):
        if not group.told:
            yield f"{group.heading}: {nothing_said()}"
        for label, each in zip(labels_of(group), group.told, strict=True):
            yield f"{label}: {each.sentence.text}" if label else each.sentence.text


def _beside(answer: Answer) -> Iterator[str]:
    if answer.citations:
        yield ngettext("%(num)s source.", "%(num)s sources.", len(answer.citations))
    for otherwise in otherwise_of(answer):
        others = "; ".join(map(_alternative, otherwise.statements))
        yield f"{otherwise.heading}: {others}."


def _alternative(alternative: Statement) -> str:
    """Its words, and of what is overtaken the day."""
    said = short_in_words(alternative)
    if alternative.standing is not Standing.OVERTAKEN:
        return said
    return f"{said}, {day_in_words(alternative.citation.published)}"
