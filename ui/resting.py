"""On how many reports an answer rests, in the words that a reader sees."""

from qa.answers import Answer
from qa.citations import reports_of
from qa.evidence import Form, Standing
from qa.passages import Citation
from ui.bylines import published_by
from ui.language import _, day_in_words, ngettext
from ui.wording import publishers_in_words

# What says several things, each of which may rest on one report.
_PUT_TOGETHER = (Form.TIMELINE, Form.COMPARISON, Form.LIST, Form.OVERVIEW)


def rests_on(answer: Answer) -> str:
    """On how many reports an answer rests, whose and of when; "" where it cites none.

    Near-copies of one story are one report. What would make it surer: another publisher, a day, a
    later report.
    """
    cited = _borne_out_by(answer)
    if not cited:
        return ""
    publishers = {each.publisher for each in cited}
    by = "" if None in publishers else publishers_in_words(len(publishers))
    newest = max((each.published for each in cited if each.published), default=None)
    reports = reports_of(cited)
    if reports == 1:
        return _alone(cited[0], newest, by if len(publishers) > 1 else "")
    told = _counted(reports, answer)
    if by:
        told = _("%(reports)s of %(publishers)s", reports=told, publishers=by)
    if not newest:
        return _("%(reports)s, undated.", reports=told)
    return _("%(reports)s, the newest of %(day)s.", reports=told, day=day_in_words(newest))


def _borne_out_by(answer: Answer) -> list[Citation]:
    """The citations of the first sentence, and those of all that answers in several articles."""
    numbers = answer.sentences[0].citations if answer.sentences else ()
    first = [each for each in answer.citations if each.number in numbers]
    evidence = answer.evidence if first else None
    said = evidence.statements if evidence else ()
    compared = evidence is not None and evidence.form is Form.COMPARISON
    further = [each.citation for each in said if compared or each.standing is Standing.ANSWERS]
    return list({each.number: each for each in (*first, *further)}.values())


def _alone(report: Citation, day: str | None, carried_by: str) -> str:
    if carried_by:
        return _("A single source, which %(publishers)s carry.", publishers=carried_by)
    whose = published_by(report.publisher, report.publisher_claimed) or _("publisher not named")
    return _("A single source: %(whose)s, %(day)s.", whose=whose, day=day_in_words(day))


def _counted(reports: int, answer: Answer) -> str:
    if answer.evidence and answer.evidence.form in _PUT_TOGETHER:
        return ngettext(
            "Put together from one report", "Put together from %(num)s reports", reports
        )
    return ngettext("Rests on one report", "Rests on %(num)s reports", reports)
