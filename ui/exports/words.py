"""The words that every document says of an article."""

from index import ArticleRef
from index.formats.fields.urls import normalised_url, without_user
from index.prose.invisible import one_line
from qa.passages import Citation
from ui.bylines import kind_told, published_by
from ui.language import _, day_in_words


def title_of(article: ArticleRef | Citation) -> str:
    """An article's title on one line; its id where it has none."""
    return one_line(article.title) or one_line(article.article_id)


def published_in_words(article: ArticleRef | Citation) -> str:
    """Who published an article; told as claimed where nothing but its own text says so."""
    return one_line(published_by(article.publisher, article.publisher_claimed))


def where_in_words(article: ArticleRef | Citation) -> str:
    """Publisher, day and kind: "Gull · 3 May 2023 · opinion"."""
    by = published_in_words(article) or _("publisher not named")
    told = [by, day_in_words(article.published), kind_told(article.kind)]
    return " · ".join(filter(None, told))


def address_of(article: ArticleRef | Citation) -> str:
    """The web address of an article, safe to follow; "" where it has none that is."""
    url = article.url or ""
    return without_user(url.strip()) if normalised_url(url) else ""


def quoted(words: str) -> str:
    """Words of others in quotation marks."""
    return _("“%(words)s”", words=words)


def place_in_words(citation: Citation) -> str:
    """Where a quote stands: "gull-1.txt, characters 12 to 57"."""
    return _(
        "%(article)s, characters %(start)s to %(end)s",
        article=one_line(citation.article_id),
        start=citation.start,
        end=citation.end,
    )
