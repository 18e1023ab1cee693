"""The chat of each reader of the page: one for all who may see the same."""

from collections import OrderedDict
from threading import Lock

from index.filters import Filters
from ui.people.engines import Engines
from ui.people.person import Person
from ui.web.asking.chat import Chat

_MOST = 100


class Chats:
    """Chats over one archive, which differ in what there is for those who ask.

    Attributes:
        all: The chat of those who may see everything that is served.
    """

    def __init__(self, engines: Engines) -> None:
        """Takes the engine of each."""
        self.all = Chat(engines.all)
        self._engines = engines
        self._lock = Lock()
        self._of: OrderedDict[Filters, Chat] = OrderedDict()

    def of(self, person: Person) -> Chat:
        """A person's chat.

        Raises:
            FilterError: The archive has nothing that they may see.
        """
        engine = self._engines.of(person)
        if engine is self._engines.all:
            return self.all
        with self._lock:
            chat = self._of.get(person.filters)
            if chat is None or chat.engine is not engine:
                chat = self._of[person.filters] = self.all.over(engine)
            self._of.move_to_end(person.filters)
            if len(self._of) > _MOST:
                self._of.popitem(last=False)
            return chat

    def close(self) -> None:
        """Returns when nothing is looked for any more."""
        with self._lock:
            chats = [self.all, *self._of.values()]
        for chat in chats:
            chat.close()
