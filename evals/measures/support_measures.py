"""Citations against what they are cited for: ALCE's recall and precision, for one answer. Pure.

Gao et al. 2023, https://aclanthology.org/2023.emnlp-main.398, section 3.3. Whether quotes bear a
sentence out is told by `bears`: ALCE asks an entailment model, `supports` asks `qa.support`. Both
are 0 to 1, higher is better, and 0 for an answer without a sentence.
"""

from collections.abc import Callable, Sequence
from statistics import fmean

from qa.answers import Sentence
from qa.passages import Citation, Passage
from qa.support import check

Bears = Callable[[str, Sequence[Citation]], bool]


def support_recall(
    sentences: Sequence[Sentence], citations: Sequence[Citation], bears: Bears
) -> float:
    """The share of the sentences that what they cite, read together, bears out.

    A sentence that cites nothing is not borne out.
    """
    found = [_borne(sentence, _cited(sentence, citations), bears) for sentence in sentences]
    return fmean(found) if found else 0.0


def support_precision(
    sentences: Sequence[Sentence], citations: Sequence[Citation], bears: Bears
) -> float:
    """The share of the citations, counted once for each sentence they stand after, that are needed.

    A citation is needed when its sentence is borne out, and either it bears the sentence out alone
    or the others do not without it. 0 without citations.
    """
    found: list[bool] = []
    for sentence in sentences:
        cited = _cited(sentence, citations)
        borne = _borne(sentence, cited, bears)
        for each in cited:
            others = [other for other in cited if other is not each]
            found.append(
                borne
                and (
                    not _borne(sentence, others, bears)
                    or not others
                    or _borne(sentence, [each], bears)
                )
            )
    return fmean(found) if found else 0.0


def supports(passages: Sequence[Passage]) -> Bears:
    """What tells, by `qa.support.check`, whether quotes bear a sentence out.

    Args:
        passages: What the answer was written from: a name may come from what stands around a
            quote, as `check` has it.
    """
    known: dict[tuple[str, tuple[int, ...]], bool] = {}

    def bears(text: str, cited: Sequence[Citation]) -> bool:
        key = text, tuple(each.number for each in cited)
        if key not in known:
            known[key] = checked(text, cited)
        return known[key]

    def checked(text: str, cited: Sequence[Citation]) -> bool:
        around = [each for each in passages if any(_holds(each, quote) for quote in cited)]
        found = check(
            text,
            [each.quote for each in cited],
            published=[each.published for each in cited],
            context=" ".join(f"{each.title}. {each.text}" for each in around),
        )
        return found.supported

    return bears


def _cited(sentence: Sentence, citations: Sequence[Citation]) -> list[Citation]:
    return [each for each in citations if each.number in sentence.citations]


def _borne(sentence: Sentence, cited: Sequence[Citation], bears: Bears) -> bool:
    return bool(cited) and bears(sentence.text, cited)


def _holds(passage: Passage, quote: Citation) -> bool:
    return (
        passage.article_id == quote.article_id
        and passage.start <= quote.start
        and quote.end <= passage.end
    )
