"""How odd a text reads that was decoded by a guess: characters where no language has them."""

import re
import unicodedata
from collections import Counter

# Letters beyond ASCII, by language.
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "äöüß", "àâæçéèêëîïôùûüÿœ", "áéíñóúüªº", "ãáàâçéêíóôõúªº", "àèéìíòóùú", "éèëïöüçáó",
            "åäöéü", "åæøéö", "áðéíóúýþæö", "ąćęłńóśźż", "áčďéěíňóřšťúůýžöü",
            "áäčďéíľňóôšťúýž", "áéíóöőúüű",
            "ăâîşţșț", "čćđšž", "çğıöşüâî", "äåöšž", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш",
            "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
        ),
    )
)  # fmt: skip
# Names of many countries in one text.
_NAMES_OF_MANY = frozenset("áàâäãåæçéèêëíîïñóòôöõøúùûüœß")
_MANY = 0.1
_MARKS_OF_TEXT = frozenset(
    "‘’‚“”„‹›«»–—…•·€£¥¢§©®™°±×÷¡¿ªº²³½¼¾\u00a0†、。「」『』（）：；，！？《》・〜￥ー％々"
)
_INSIDE = frozenset("‘’·–—-\u00adー")
_NEVER_AFTER_LETTERS = frozenset("“„‘‚«¿¡¼½¾²³¹£¥¢")
_NATURAL = re.compile(
    r"(?<=[a-z])’(?=(?:s|t|re|ve|ll|d|m)\b)|(?<!\S)“(?=\w)|(?<=[\w,.?!])”|\s[–—]\s"
)
_NO_BREAK = re.compile(r"(?:^|(?<=\s))\u00a0(?=\w)", re.MULTILINE)
_NATURALLY = 0.1
# The letters that a script's languages use most: some seven in ten of a text.
_COMMON = {
    "CYRILLIC": frozenset("оеаинтсрвлкміу"),
    "GREEK": frozenset("αοιετσνηυρςάόέίή"),
    "HEBREW": frozenset("יוהלאתמרבנש"),
    "ARABIC": frozenset("المينرتوبةدع"),
}
_USUAL = 0.6


def oddness(text: str) -> float:
    """How many of the characters beyond ASCII stand where no language has them, at most 1.

    Below 0 where there are quotation marks, apostrophes and dashes where English has them.
    """
    words = re.findall(r"\S+", text)
    telling = [word for word in words if not word.isascii()]
    many = sum(1 for word in telling for letter in word if not letter.isascii())
    if not many:
        return 1.0
    misplaced = sum(map(_misplaced, telling)) + len(_NO_BREAK.findall(text))
    letters = "".join(telling)
    odd = misplaced / many + 0.9 * _foreign(letters) + _unusual(letters)
    return min(1.0, odd - _NATURALLY * len(_NATURAL.findall(text)) / many)


def is_no_text(letter: str) -> bool:
    """Say whether no text has the character: a control, one for private use, one that is none."""
    category = unicodedata.category(letter)
    return category in ("Cn", "Co") or category == "Cc" and letter not in "\t\n\r\f\x85"


def _misplaced(word: str) -> int:
    """Count capitals after small letters, letters of two scripts, symbols inside of words."""
    around = zip(" " + word, word, word[1:] + " ", strict=False)
    return sum(
        1
        for before, each, after in around
        if (not each.isascii() or not before.isascii()) and _is_odd(before, each, after)
    )


def _is_odd(before: str, each: str, after: str) -> bool:
    if is_no_text(each) or "\uff61" <= each <= "\uff9f":
        return True
    if not each.isalpha():
        between = before.isalpha() and after.isalpha() and each not in _INSIDE
        behind = each in _NEVER_AFTER_LETTERS or each in "–—" and after == " "
        behind = behind or each == "–" and after.islower()
        return not each.isascii() and (
            each not in _MARKS_OF_TEXT or between or behind and before.isalpha()
        )
    if before.isdigit() and not each.isascii() or not each.isascii() and after.isdigit():
        return _script(each) in ("LATIN", "CYRILLIC", "GREEK")
    if not before.isalpha():
        return False
    scripts = {_script(before), _script(each)}
    return before.islower() and each.isupper() or len(scripts) > 1 and "LATIN" in scripts


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _foreign(letters: str) -> float:
    """The share of the letters beyond ASCII that the language that fits best does not have."""
    marked = [
        each.lower()
        for each in letters
        if not each.isascii() and _script(each) in ("LATIN", "CYRILLIC")
    ]
    if not marked:
        return 0.0
    missing = [sum(each not in alphabet for each in marked) for alphabet in _ALPHABETS]
    of_many = sum(each not in _NAMES_OF_MANY for each in marked) / len(marked) + _MANY
    return min(of_many, min(missing) / len(marked))


def _unusual(letters: str) -> float:
    """How much fewer of a script's commonest letters there are than its languages have."""
    scripts = Counter(_script(each) for each in letters if not each.isascii())
    script = max(_COMMON, key=lambda name: scripts[name])
    if not scripts[script]:
        return 0.0
    own = [each.lower() for each in letters if _script(each) == script]
    return max(0.0, _USUAL - sum(each in _COMMON[script] for each in own) / len(own))
