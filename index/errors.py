"""What can go wrong, in sentences a person can act on.

    DatelineError
      ArticleError          an article or file that cannot be read
      ArchiveError          an archive that cannot be opened or used
        ArchiveNotFound     there is no archive at this path
        ArchiveBusy         another process is writing to it
        IndexMismatch       it was built with other settings than asked for
      ModelError            the embedding model cannot be found or is not what it should be
      NoSuchArticle         no stored article, or more than one, answers to a name
      FilterError           limits that nothing could pass: an unknown name, days the wrong way
      QuestionError         a question that cannot be asked (empty, too long)
      LanguageModelError    a language model that cannot be used, or that failed
        CutShort            it stopped at its limit, in the middle of what it was saying
      QuestionSetError      a question set that cannot be read
      RunError              a question set's run that cannot be read, or gone on with

Every message says what, where and what to do next, for whoever reads it: on the page, in Python
or in a terminal. Which command or option helps is the terminal's to say, by `DatelineError.remedy`.
"""

from enum import Enum, auto


class Remedy(Enum):
    """What helps against an error, for who can say how; in brackets the details it comes with."""

    MAKE_ARCHIVE = auto()  # (archive)
    OTHER_ARCHIVE = auto()
    REPLACE_ARCHIVE = auto()
    REBUILD = auto()  # (archive)
    REBUILD_WITH_MODEL = auto()  # (archive)
    MOVE_VECTORS = auto()  # (archive, vectors)
    WRITE_ONCE = auto()
    CHECK = auto()
    REMOVE_SINGLY = auto()
    LIST_NAMES = auto()  # (archive)
    SEARCH_NAME = auto()  # (archive)
    OTHER_MODEL = auto()
    GIVE_VECTORS = auto()


class DatelineError(Exception):
    """The root of every error that Dateline raises on purpose.

    Attributes:
        remedy: What helps, where a command or an option does.
        details: What is needed to say how: paths and addresses, by the names that `Remedy` tells.
    """

    def __init__(
        self, message: str = "", *, remedy: Remedy | None = None, **details: object
    ) -> None:
        """Takes the sentences, what helps, and its details."""
        super().__init__(message)
        self.remedy = remedy
        self.details = details


class ArticleError(DatelineError):
    """An article or a file of articles cannot be read."""


class ArchiveError(DatelineError):
    """An archive cannot be opened or used."""


class ArchiveNotFound(ArchiveError):
    """There is no archive at the path."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class IndexMismatch(ArchiveError):
    """The archive was built with other settings than were asked for."""


class ModelError(DatelineError):
    """The embedding model cannot be found, or is not the one it should be."""


class NoSuchArticle(DatelineError):
    """No stored article answers to a name, or more than one does."""


class FilterError(DatelineError):
    """Limits on a search that nothing could pass."""


class QuestionError(DatelineError):
    """A question cannot be asked as it stands."""


class LanguageModelError(DatelineError):
    """A language model cannot be used, or failed while it answered."""


class CutShort(LanguageModelError):
    """A language model stopped at its limit; what came before stands."""


class QuestionSetError(DatelineError):
    """A question set cannot be read."""


class RunError(DatelineError):
    """The run of a question set cannot be read, or gone on with."""
