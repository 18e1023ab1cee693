"""An article by what a person calls it."""

from index.builds.builds import Build
from index.errors import NoSuchArticle, Remedy
from index.filters import Filters
from index.storage.stored_article import StoredArticle


def named_article(build: Build, name: str, filters: Filters) -> StoredArticle:
    """An article by its id, its file name, or a part of its id that no other has.

    Raises:
        NoSuchArticle: None that passes the filters answers to the name, or several do.
    """
    stored = build.catalog.articles.get(named_id(build, name, filters))
    # Another process may have removed it just now.
    return stored or named_article(build, name, filters)


def named_id(build: Build, name: str, filters: Filters) -> str:
    """The whole id of the article that answers to a name, which may be a damaged one's.

    Raises:
        NoSuchArticle: As for `named_article`.
    """
    ids = build.catalog.articles.matching_ids(name, filters)
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise NoSuchArticle(
            f"No article in {build.folder} is called '{name}'. Search for words of it: "
            "what is found tells its name.",
            remedy=Remedy.SEARCH_NAME,
            archive=build.folder,
        )
    listed = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
    raise NoSuchArticle(f"'{name}' may mean {len(ids)} articles: {listed}. Give more of the id.")
