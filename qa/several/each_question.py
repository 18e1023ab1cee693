"""The answers to the questions that are asked in one, put together. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement
from qa.evidence import Form

# A question as a heading: without its mark.
_MARKS = " ?.!"


def answered_each(questions: Sequence[str], drafts: Sequence[Draft]) -> Draft | None:
    """One draft with what answers each question under it; None where none is answered.

    One sentence may answer them all: then it is the answer, and no question stands over it. What
    was told of one is told of another only where that has nothing else.

    Args:
        questions: As they were asked.
        drafts: What answers each, in the same order; without sentences where nothing does.
    """
    heads = [each.strip(_MARKS) for each in questions]
    heads = [each[:1].upper() + each[1:] for each in heads]
    said = [(head, draft) for head, draft in zip(heads, drafts, strict=True) if draft.sentences]
    if not said:
        return None
    sure = [draft.confidence for _, draft in said if draft.confidence is not None]
    surety = min(sure) if sure else None
    texts = {tuple(sentence.text for sentence in draft.sentences) for _, draft in said}
    if len(texts) == 1 and len(said) == len(heads):
        return replace(said[0][1], short=None, evidence=None, confidence=surety)
    sentences: list[DraftSentence] = []
    statements: list[DraftStatement] = []
    for head, draft in said:
        known = {each.text for each in sentences}
        further = [each for each in draft.sentences if each.text not in known]
        for each in further or draft.sentences:
            sentences.append(replace(each, label=head))
            quote = each.quotes[0]
            statements.append(
                DraftStatement(quote, quote, first=quote.passage.published, part=head)
            )
    missing = tuple(head for head in heads if head not in dict(said))
    notes = dict.fromkeys(draft.note for _, draft in said if draft.note)
    return Draft(
        tuple(sentences),
        evidence=DraftEvidence(Form.COMPARISON, tuple(statements), missing),
        confidence=surety,
        note=" ".join(notes) or None,
    )
