"""Texts to words and stems, the same way the full-text index sees them."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from index.word_lists import words_of

# The original Porter stemmer (Porter 1980), which is what SQLite's `porter` tokenizer applies.
_stemmer = snowballstemmer.stemmer("porter")
# It keeps the word it works on in itself: two threads at once would stem each other's.
_stemmer_lock = threading.Lock()
# An accent that is a character of its own (decomposed text) splits no word.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:[.,](?=\d)\d+)*")

# FTS5 cuts a word of 32,768 bytes, and may do so in the middle of a character.
_LONGEST = 1000
# They carry grammar, not content: they neither find nor tell apart passages.
STOP_WORDS = frozenset(words_of("index", "stop_words.txt"))


class Word(NamedTuple):
    """A word of a text: code points `start` to `end`, as written, and its stem."""

    start: int
    end: int
    text: str
    stem: str


def words(text: str) -> list[Word]:
    """The words of a text in order, stop words among them."""
    return [Word(m.start(), m.end(), m[0], stem(m[0])) for m in _WORD.finditer(text)]


def stems(text: str) -> list[str]:
    """The stems of a text's words in order."""
    return [stem(word) for word in _WORD.findall(text)]


def content_words(text: str) -> list[Word]:
    """The words of a text that carry content."""
    return [word for word in words(text) if word.text.casefold() not in STOP_WORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word: lower case, without accents, by Porter's rules.

    Of one that has more than a thousand characters it is that of the first thousand.
    """
    # Normalised first and last: a letter such as U+2115 becomes a capital, which then is folded.
    word = word[:_LONGEST]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    # The line of "¾" would make it two words to FTS5.
    plain = "".join(each if each.isalnum() or each == "." else "," for each in bare)
    with _stemmer_lock:
        # Of an "s" alone Porter's rules leave nothing.
        return str(_stemmer.stemWord(plain)) or plain
