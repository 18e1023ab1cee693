"""Articles to chunks to vectors and words, stored: knows nothing about questions."""

from index.addresses.bounds import Fetching
from index.archive import Archive, ArchiveStats
from index.articles import Article, ArticleRef, Rejected, Span
from index.errors import DatelineError
from index.filters import Filters
from index.ingesting.address_ingestion import ingest_address
from index.ingesting.folder_ingestion import ingest_path
from index.ingesting.ingestion import IngestReport, ingest
from index.ingesting.rebuilding import rebuild
from index.ingesting.upload_ingestion import ingest_upload
from index.keeping.copying import copy_archive
from index.keeping.restoring import restore
from index.keeping.snapshots import snapshot
from index.storage.catalog import StoredArticle

__all__ = [
    "Archive",
    "ArchiveStats",
    "Article",
    "ArticleRef",
    "DatelineError",
    "Fetching",
    "Filters",
    "IngestReport",
    "Rejected",
    "Span",
    "StoredArticle",
    "copy_archive",
    "ingest",
    "ingest_address",
    "ingest_path",
    "ingest_upload",
    "rebuild",
    "restore",
    "snapshot",
]
