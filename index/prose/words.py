"""Texts to words and stems, the same way the full-text index sees them."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from index.prose.word_lists import words_of

# The original Porter stemmer (Porter 1980), which is what SQLite's `porter` tokenizer applies.
_stemmer = snowballstemmer.stemmer("porter")
# It keeps the word it works on in itself: two threads at once would stem each other's.
_stemmer_lock = threading.Lock()
# An accent that is a character of its own (decomposed text) splits no word.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:[.,](?=\d)\d+)*")

# FTS5 cuts a word of 32,768 bytes, and may do so in the middle of a character.
_LONGEST = 1000
# Letters that no decomposition makes plain, as English writes names that have them.
_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ı": "i",
    "ȷ": "j", "ƀ": "b", "ɨ": "i", "ƶ": "z", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y",
    "ɣ": "g", "ɛ": "e", "ɔ": "o", "ə": "a", "ǝ": "a", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
    # Marks of breath and tone that count as letters: Hawaiʻi.
    "ʹ": "", "ʺ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "ˈ": "", "ꞌ": "",
})  # fmt: skip
# Zelensky, Zelenskyy, Zelenskiy, Zelenskyi, Zelenskij: one name, in several ways to write it in
# Latin letters.
_SLAVIC_END = re.compile(r"(?<=\w\w\w)[iy][iyj]$")

# They carry grammar, not content: they neither find nor tell apart passages.
STOP_WORDS = frozenset(words_of("index.prose", "stop_words.txt"))


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
    """The stem of a word: lower case, without accents and other marks, by Porter's rules.

    Of one that has more than a thousand characters it is that of the first thousand.
    """
    # The line of "¾" would make it two words to FTS5.
    letters = folded(word[:_LONGEST])
    plain = "".join(each if each.isalnum() or each == "." else "," for each in letters)
    with _stemmer_lock:
        # Of an "s" alone Porter's rules leave nothing.
        stemmed = str(_stemmer.stemWord(plain)) or plain
    return _SLAVIC_END.sub("i", stemmed)


def folded(text: str) -> str:
    """A text in lower case, without accents and other marks: "Łódź" and "Lodz" are one."""
    if text.isascii():
        return text.casefold()
    # Normalised first and last: a letter such as U+2115 becomes a capital, which then is folded.
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in lower if not unicodedata.combining(letter))
    return plain.translate(_PLAIN) or lower
