"""A question's times, reckoned with what an archive holds: which December, and which period."""

from dataclasses import replace
from datetime import date

from index import Filters
from index.storage.article_lookup import ArticleLookup
from qa.questions.analysis import Question, analyse
from qa.questions.time_scope import narrowed


def reckoned(question: str, limits: Filters, today: date | None, held: ArticleLookup) -> Question:
    """A question taken apart, its times reckoned from the day it is asked.

    "In December" of an archive that ends years before is the archive's last December: a month
    or day without its year is reckoned from the newest article where nothing was published
    then.

    Args:
        question: A whole question, at most 2,000 characters.
        limits: What may be found; their `as_of` is the day it is asked.
        today: That day where they have none, this machine's when left out.
        held: The archive's articles.
    """
    asked = analyse(question, limits.as_of or today)
    time = asked.time
    if not time.yearless or held.holds_dated(limits.between(time.first, time.last, undated=False)):
        return asked
    newest = held.newest_day(limits)
    if newest is None or newest >= time.day:
        return asked
    earlier = analyse(question, newest)
    return replace(earlier, time=replace(earlier.time, day=time.day))


def period_of(asked: Question, limits: Filters, held: ArticleLookup) -> Filters:
    """The limits with the question's own period, where anything was published in it.

    Where nothing was, the archive can only tell of it in hindsight, or from before.
    """
    period = narrowed(limits, asked.time)
    if asked.changes and asked.time.first is None and asked.time.last:
        # "By 5 May" asks for what was known then.
        period = period.between(None, asked.time.last, undated=True)
    return period if held.holds_dated(period) else limits
