"""What the catalogue counted, in a sentence. Pure."""

from collections.abc import Sequence

from index import ArticleRef, Filters
from index.prose.names import shown_name
from index.storage.tallies import Lack, Tally
from qa.catalogue.asked import CatalogueQuestion
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.topics import TopicPart
from qa.english.bylines import claims, kind_told, published_by
from qa.english.phrases import counted, dates, in_words

# The most publishers, and the most articles of one day, that a sentence names.
NAMED = 20
OF_ONE_DAY = 5


def count_sentence(
    asked: CatalogueQuestion,
    filters: Filters,
    tally: Tally,
    searched: int,
    unplaced: int,
    listed: Sequence[ArticleRef] = (),
) -> str:
    """The answer to a question that asks for no first or last article.

    Args:
        asked: What is asked.
        filters: What was counted in.
        tally: What was counted.
        searched: How many articles pass the filters, whatever they mention.
        unplaced: How many undated articles would have been counted, had they a fitting date.
        listed: The articles; a few are named where it is asked which they are.
    """
    missing = _unplaced(asked, unplaced)
    scope = _scope(asked, filters)
    if not tally.articles:
        return _none(asked, scope, searched) + missing + "."
    if asked.kind is CatalogueKind.PUBLISHERS:
        return _publishers(asked, scope, tally) + missing + "."
    held = f"{counted(tally.articles, 'article')}{scope}"
    if asked.kind is CatalogueKind.DATES:
        covered = dates(tally.articles, tally.first, tally.last, tally.undated)
        return f"The archive holds {held}, {covered}."
    named = _titles(listed) if asked.kind is CatalogueKind.LIST else ""
    if asked.is_on_topic:
        return f"{held} {_mention(asked, tally.articles)}{_copies(tally)}{missing}{named}."
    return f"The archive holds {held}{_copies(tally)}{missing}{named}."


def end_sentence(
    asked: CatalogueQuestion, filters: Filters, tally: Tally, ends: Sequence[ArticleRef]
) -> str:
    """The answer to a question for the first or the last article.

    Args:
        asked: What is asked.
        filters: What was looked through.
        tally: What was found, some of it.
        ends: The articles of the first or last day, in no order; empty when none is dated.
    """
    scope, first = _scope(asked, filters), asked.kind.value
    that = _that(asked, 1)
    if not ends:
        found = f"{counted(tally.articles, 'article')}{scope}{_that(asked, tally.articles)}"
        return f"There is no telling {first}: {found} {_bear(tally.articles)} no date."
    missing = _unplaced(asked, tally.undated)
    if asked.number:
        return _row(asked, scope, tally, ends) + missing + "."
    dated = " dated" if tally.undated else ""
    if len(ends) == 1:
        return f"{first.capitalize()}{dated} article{scope}{that} is {_titled(ends[0])}{missing}."
    named = "; ".join(map(_by, ends[:OF_ONE_DAY]))
    more = "; and more" if len(ends) > OF_ONE_DAY else ""
    day = in_words(ends[0].published)
    return (
        f"{first.capitalize()}{dated} articles{scope}{_that(asked, 2)} are of {day}: "
        f"{named}{more}{missing}."
    )


def times_sentence(asked: CatalogueQuestion, filters: Filters, tally: Tally, times: int) -> str:
    """The answer to a question how often something is mentioned.

    Args:
        asked: What is asked.
        filters: What was looked through.
        tally: The articles that mention it, some of them.
        times: How often they do, all together.
    """
    often = "once" if times == 1 else f"{times:,} times"
    held = f"{counted(tally.articles, 'article')}{_scope(asked, filters)}"
    return f"{in_marks(asked.topic)} is mentioned {often}, in {held}{_copies(tally)}."


def authors_sentence(
    asked: CatalogueQuestion, filters: Filters, authors: Sequence[tuple[str, int]], unsigned: int
) -> str:
    """The answer to a question for those who wrote articles.

    Args:
        asked: What is asked.
        filters: What was looked through.
        authors: Those who wrote, and how many articles each has, most first.
        unsigned: How many articles name no author.
    """
    scope = _scope(asked, filters)
    if not authors:
        return f"No author is named by the {counted(unsigned, 'article')}{scope}" + (
            f"{_that(asked, unsigned)}."
        )
    listed = _listed([f"{name} ({articles:,})" for name, articles in authors])
    if unsigned:
        listed += f"; {counted(unsigned, 'article')} without an author"
    if asked.most:
        return (
            f"{_first_of(authors, 'authors')} the most articles{scope}{_that(asked, 2)}: {listed}."
        )
    have = "has" if len(authors) == 1 else "have"
    named = counted(len(authors), "author")
    return f"{named} {have} articles{scope}{_that(asked, 2)}: {listed}."


def _titles(listed: Sequence[ArticleRef]) -> str:
    """The first few of a list: ': "Dam planned" (Gull, 3 May 2024); and more'."""
    more = ["and more"] if len(listed) > OF_ONE_DAY else []
    return f": {'; '.join([*map(_titled, listed[:OF_ONE_DAY]), *more])}"


def _row(asked: CatalogueQuestion, scope: str, tally: Tally, ends: Sequence[ArticleRef]) -> str:
    """The first or last articles, each with its date."""
    end = "oldest" if asked.kind is CatalogueKind.FIRST else "newest"
    dated = " dated" if tally.undated else ""
    named = "; ".join(map(_titled, ends[:NAMED]))
    more = f"; and {len(ends) - NAMED} more" if len(ends) > NAMED else ""
    if len(ends) == 1:
        return f"The {end}{dated} article{scope}{_that(asked, 1)} is {named}"
    that = _that(asked, 2)
    return f"The {len(ends):,} {end}{dated} articles{scope}{that} are {named}{more}"


def _none(asked: CatalogueQuestion, scope: str, searched: int) -> str:
    if not asked.is_on_topic:
        return f"The archive holds no article{scope}"
    looked = "none was there to be searched"
    if searched:
        looked = f"{counted(searched, 'article')}{scope} {_was(searched)} searched"
    return f"No article{scope} {_mention(asked, 1)}; {looked}"


def _publishers(asked: CatalogueQuestion, scope: str, tally: Tally) -> str:
    that = _that(asked, tally.articles)
    if not tally.publishers:
        return f"No publisher is named by the {counted(tally.articles, 'article')}{scope}{that}"
    claimed = dict(tally.claimed)
    named = [_counted(*each, claimed.get(each[0], 0)) for each in tally.publishers]
    publishers = counted(len(tally.publishers), "publisher")
    unnamed = f"; {counted(tally.unnamed, 'article')} without a publisher" if tally.unnamed else ""
    listed = f"{_listed(named)}{unnamed}"
    if asked.most:
        first = _first_of(tally.publishers, "publishers")
        return f"{first} the most articles{scope}{_that(asked, 2)}: {listed}"
    if asked.is_of_everything:
        return f"The archive holds articles{scope} from {publishers}: {listed}"
    have = "has" if len(tally.publishers) == 1 else "have"
    return f"{publishers} {have} articles{scope}{_that(asked, 2)}: {listed}"


def _listed(named: Sequence[str]) -> str:
    """The first of them: "Gull (3), Tern (2), and 4 more"."""
    more = [f"and {len(named) - NAMED:,} more"] if len(named) > NAMED else []
    return ", ".join([*named[:NAMED], *more])


def _first_of(counts: Sequence[tuple[str, int]], what: str) -> str:
    """Whoever has the most: "Gull has", "Gull and Tern each have"."""
    first = [shown_name(name) for name, articles in counts if articles == counts[0][1]]
    if len(first) == 1:
        return f"{first[0]} has"
    if len(first) > NAMED:
        return f"{len(first):,} {what} each have"
    return f"{', '.join(first[:-1])} and {first[-1]} each have"


def _counted(publisher: str, articles: int, claimed: int) -> str:
    how_many = ", ".join(filter(None, [f"{articles:,}", claims(articles, claimed)]))
    return f"{shown_name(publisher)} ({how_many})"


def _scope(asked: CatalogueQuestion, filters: Filters) -> str:
    """Which articles: " from CNN published from 1 May 2023 to 31 May 2023"."""
    whom = f" from {' or '.join(map(shown_name, asked.publishers))}" if asked.publishers else ""
    whom += f" by {' or '.join(map(shown_name, asked.authors))}" if asked.authors else ""
    if asked.lacking:
        article = "an" if asked.lacking is Lack.AUTHOR else "a"
        whom += f" without {article} {asked.lacking.name.lower()}"
    first, last = (
        in_words(day.isoformat()) if day else ""
        for day in (filters.published_from, filters.published_to)
    )
    if first and last:
        return f"{whom} published on {first}" if first == last else (
            f"{whom} published from {first} to {last}"
        )  # fmt: skip
    if first or last:
        return f"{whom} published {f'since {first}' if first else f'until {last}'}"
    return whom


def _mention(asked: CatalogueQuestion, articles: int) -> str:
    """What the articles do: 'mention "Wang Yi" and "visit"', 'mention "rain" but not "snow"'."""
    verb = "mentions" if articles == 1 else "mention"
    wanted = " or ".join(map(in_marks, filter(None, (asked.topic, *asked.or_else))))
    without = [in_marks(each) for each in asked.without]
    if not without:
        return f"{verb} {wanted}"
    if len(without) > 1:
        neither = f"neither {' nor '.join(without)}"
        return f"{verb} {wanted} but {neither}" if wanted else f"{verb} {neither}"
    if not wanted:
        return f"{'does' if articles == 1 else 'do'} not mention {without[0]}"
    return f"{verb} {wanted} but not {without[0]}"


def in_marks(parts: Sequence[TopicPart]) -> str:
    """Parts of a topic: '"Wang Yi" and "visit"'."""
    names = [f'"{part.text}"' for part in parts]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _that(asked: CatalogueQuestion, articles: int) -> str:
    return f" that {_mention(asked, articles)}" if asked.is_on_topic else ""


def _copies(tally: Tally) -> str:
    if not tally.copies:
        return ""
    are = "a copy" if tally.copies == 1 else "copies"
    return f", {tally.copies:,} of them {are} of another"


def _unplaced(asked: CatalogueQuestion, undated: int) -> str:
    if not undated:
        return ""
    it = " that " + ("mentions" if undated == 1 else "mention") + " it" if asked.topic else ""
    return (
        f"; {undated:,} undated {'article' if undated == 1 else 'articles'}{it} could not be placed"
    )


def _titled(heading: ArticleRef) -> str:
    by = published_by(heading.publisher, heading.publisher_claimed)
    about = ", ".join(filter(None, [by, in_words(heading.published), kind_told(heading.kind)]))
    return f'"{heading.title}" ({about})'


def _by(heading: ArticleRef) -> str:
    by = published_by(heading.publisher, heading.publisher_claimed)
    return f'"{heading.title}"' + (f" ({by})" if by else "")


def _bear(number: int) -> str:
    return "bears" if number == 1 else "bear"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
