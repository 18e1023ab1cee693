"""Which language a text is in, by its letters and its commonest words; None where that is doubtful.

A source that says so is believed before this (`index.naming.cleaning`).
"""

import re
import unicodedata
from collections import Counter
from functools import cache

from index.prose.word_lists import lines_of

# Of a text this much is looked at.
_LOOKED_AT = 4000
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 12
_LEAST_WORDS = 8
# So many of a text's words are to be common ones of its language, and so many more than of another.
_LEAST_SHARE = 0.18
_LEAST_LEAD = 0.03
_MOSTLY = 0.5
# Of a question's words so many are to be common ones of its language, and more than of another.
_LEAST_ASKED = 2
UNTOLD = "und"
ENGLISH = "en"
"""The language that answering is made for."""
_ASKING = {
    "de": "wer wann wo wie warum was welche welcher welches wohin weshalb wieviel".split(),
    "fr": "qui quand où combien pourquoi comment quel quelle quels quelles quoi".split(),
    "es": "qué quién quiénes cuándo dónde cuánto cuántos cuántas cómo cuál".split(),
    "it": "chi quando dove quanto quanti quante perché come quale cosa".split(),
    "pt": "quem quando onde quanto quantos quantas porque como qual".split(),
    "nl": "wie wanneer waar hoeveel waarom hoe welke wat".split(),
}

_BY_SCRIPT = {
    "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa",
    "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "ETHIOPIC": "am", "DEVANAGARI": "hi", "ARABIC": "ar", "CYRILLIC": "ru",
    "CJK": "zh",
}  # fmt: skip
# Letters that others of a script do not have; the first language that has enough of them.
_BY_LETTERS = {
    "ARABIC": (("ur", "ٹڈڑےہں"), ("fa", "پچژگکی")),
    "CYRILLIC": (
        ("tg", "ӣӯҷҳ"), ("kk", "әңұһ"), ("uk", "їєґі"), ("be", "ў"), ("mk", "ѓќѕ"),
        ("sr", "јљњћђџ"),
    ),
}  # fmt: skip
_LETTERS_SHARE = 0.01
# Bulgarian has neither of the letters that every Russian text has.
_RUSSIAN = frozenset("ыэё")


def language_in(text: str) -> str | None:
    """Return the language of a text as ISO 639-1."""
    letters = [letter for letter in text[:_LOOKED_AT].lower() if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return None
    scripts = Counter(map(_script, letters))
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if count < _MOSTLY * len(letters):
        return None
    return _by_words(text) if script == "LATIN" else _by_script(script, letters)


def language_asked(question: str) -> str | None:
    """Return the language of a question, of which a few words must do.

    `UNTOLD` where it is another one than English and nothing tells which; None where that is open.
    """
    letters = [letter for letter in question[:_LOOKED_AT].lower() if letter.isalpha()]
    if not letters:
        return None
    scripts = Counter(map(_script, letters))
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if script != "LATIN":
        return _by_script(script, letters) or UNTOLD
    words = _WORD.findall(question[:_LOOKED_AT].lower())
    known = Counter[str]()
    for language, common in _common_words().items():
        asks = 2 * any(word in _ASKING.get(language, ()) for word in words)
        known[language] = sum(word in common for word in words) + asks
    (best, hits), (_, next_hits) = known.most_common(2)
    if hits < max(_LEAST_ASKED, _LEAST_SHARE * len(words)):
        return None
    if hits <= known[ENGLISH]:
        return ENGLISH
    return best if hits > next_hits else UNTOLD


def _by_script(script: str, letters: list[str]) -> str | None:
    counts = Counter(letters)
    for language, own in _BY_LETTERS.get(script, ()):
        if sum(counts[letter] for letter in own) >= _LETTERS_SHARE * len(letters):
            return language
    if script == "CYRILLIC" and not any(counts[letter] for letter in _RUSSIAN):
        return "bg" if counts["ъ"] >= _LETTERS_SHARE * len(letters) else None
    return _BY_SCRIPT.get(script)


def _by_words(text: str) -> str | None:
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    if len(words) < _LEAST_WORDS:
        return None
    shares = {
        language: sum(word in common for word in words) / len(words)
        for language, common in _common_words().items()
    }
    (best, share), (_, next_share) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    return best if share >= _LEAST_SHARE and share - next_share >= _LEAST_LEAD else None


@cache
def _common_words() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in lines_of("index.prose", "languages.txt"))
    return {language: frozenset(words) for language, *words in lines}


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
