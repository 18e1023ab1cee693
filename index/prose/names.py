"""Names as values: how they are stored, and those that only look like others. Pure.

The letters that look like Latin ones are from Unicode Technical Standard 39, "Unicode Security
Mechanisms", confusables.txt: the Cyrillic and Greek ones that it maps to a letter of A to Z.
"""

import re
import unicodedata

from index.prose.invisible import one_line

LOOKALIKE_MARK = " [letters of another script]"
_CYRILLIC = "АВЕЅІЈКМНОРСТУѴХЬҮӀԌԜаегһіјорсуѕхѡѵүҽӏԁԛԝ"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϜϹϺͿαγινορσυϲϳϱϒ"
_CONFUSABLE = frozenset(_CYRILLIC + _GREEK)
# Words of these are not mixed in honest writing; Chinese, Japanese and Korean mix with Latin.
_ALPHABETS = frozenset("LATIN CYRILLIC GREEK ARMENIAN CHEROKEE COPTIC GEORGIAN LISU".split())
_WORD = re.compile(r"[^\W\d_]+")
# Letters and digits in another dress: full-width, bold, in circles, as a ligature (UnicodeData.txt,
# field 5).
_DRESSES = ("<wide>", "<narrow>", "<font>", "<circle>", "<compat>")


def plain_line(text: str) -> str:
    """A title as a value: composed (NFC), on one line, without what shows nothing."""
    return one_line(unicodedata.normalize("NFC", text))


def plain_name(name: str) -> str:
    """The name of a publisher, a section or a person as a value.

    As `plain_line`, and full-width letters, bold ones of mathematics and their like are the plain
    letters. Letters of another script stay what they are: see `is_lookalike`.
    """
    return plain_line("".join(map(_undressed, name)))


def is_lookalike(name: str) -> bool:
    """Whether a name is written so that it can be taken for another one.

    A word of it mixes alphabets, as "Reuters" with a Cyrillic e does; or its Cyrillic or its Greek
    letters all look like Latin ones, as those of a "BBC" do that is Cyrillic throughout.
    """
    if name.isascii():
        return False
    for alphabet in ("CYRILLIC", "GREEK"):
        letters = {letter for letter in name if _alphabet(letter) == alphabet}
        if letters and letters <= _CONFUSABLE:
            return True
    return any(
        len({_alphabet(letter) for letter in word} - {""}) > 1 for word in _WORD.findall(name)
    )


def shown_name(name: str) -> str:
    """A name for a person to read: one that looks like another bears a mark."""
    return name + LOOKALIKE_MARK if is_lookalike(name) else name


def _undressed(letter: str) -> str:
    if letter.isascii() or not unicodedata.decomposition(letter).startswith(_DRESSES):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain.isalnum() else letter


def _alphabet(letter: str) -> str:
    """LATIN, GREEK and so on; "" for what is no letter of these."""
    word = unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
    return word if word in _ALPHABETS else ""
