"""The fields of an article as the archive keeps them: names that are what they look like."""

from dataclasses import replace

from index.articles import Article
from index.formats.fields.headlines import MADE, title_from
from index.formats.fields.kinds import told_kind
from index.formats.fields.publishers import CALLED_CLAIMED, is_claim
from index.formats.fields.urls import without_user
from index.naming.claims import CLAIMED
from index.prose.language import language_in
from index.prose.names import plain_line, plain_name


def cleaned(article: Article) -> Article:
    """The article with its names and its address made plain; its text stays as it came.

    Title, publisher, section and authors are composed (NFC), on one line and without what shows
    nothing; what is nothing but that is none. An address loses what stands before an "@" in its
    host's place, and its provenance says so. Its kind is what its marks say, where the source says
    nothing better (`index.formats.fields.kinds`), and its language what its words are of, where
    the source does not say (`index.prose.language`).
    """
    provenance = dict(article.provenance)
    title = plain_line(article.title)
    if article.title and not title:
        title, provenance["title"] = plain_line(title_from(article.text)), MADE
    url = article.url and without_user(article.url)
    if url != article.url:
        provenance["url"] = f"the address '{article.url}', without what stands before its '@'"
    publisher = plain_name(article.publisher or "")
    if publisher.endswith(CLAIMED):
        publisher, provenance["publisher"] = publisher.removesuffix(CLAIMED), CALLED_CLAIMED
    article = replace(article, section=plain_name(article.section or "") or None)
    kind = article.kind
    if kind in (None, "news") and (told := told_kind(replace(article, title=title, url=url))):
        kind, provenance["kind"] = told.value, told.where
    language = article.language or language_in(article.text)
    if language and not article.language:
        provenance["language"] = "found by its words"
    return replace(
        article,
        kind=kind,
        language=language,
        title=title,
        publisher=publisher or None,
        authors=tuple(filter(None, map(plain_name, article.authors))),
        url=url,
        provenance=provenance,
    )


def publisher_claimed(article: Article) -> bool:
    """Whether nothing but the article's own text says who published it."""
    return bool(article.publisher) and is_claim(article.provenance.get("publisher", ""))
