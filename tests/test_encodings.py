"""Bytes to text, and text as people read it: what is mended, what is not, and what is told."""

import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.formats.plain.text import read_text
from index.formats.raw.encoding import Decoded, decoded
from index.formats.raw.file import File
from index.formats.raw.mending import mended, readable, unwrapped

SEEDS = Path(__file__).parent.parent / "seeds"
TEXTS = {
    "en": "The café’s owner said “nobody knew” – and paid £4.50 for Zoë Müller’s soup.\n",
    "plain": "It’s the mayor’s plan, she says.\n",
    "de": "Die Brücke über die Ley öffnet am Montag, sagte die Bürgermeisterin. Straßen nicht.\n",
    "fr": "Le maire a annoncé l’ouverture du pont à la fin de l’été. Ça coûte très cher, dit-il.\n",
    "es": "El alcalde anunció que el puente abrirá mañana. ¿Cuándo abrirá el otro?\n",
    "pl": "Burmistrz ogłosił otwarcie mostu. Część kupców się z tym nie zgadza, mówią źródła.\n",
    "cs": "Starostka oznámila otevření mostu. Přesný termín řekl mluvčí Jiří Dvořák.\n",
    "ru": "Мэр сообщил в субботу, что мост откроется в мае. Ремонт стоил два миллиона.\n",
    "el": "Ο δήμαρχος ανακοίνωσε ότι η γέφυρα θα ανοίξει ξανά τον Μάιο.\n",
    "tr": "Belediye başkanı köprünün yeniden açılacağını söyledi. Çalışmalar iki yıl sürdü.\n",
    "he": "ראש העיר הודיעה כי הגשר ייפתח מחדש בחודש מאי הקרוב.\n",
    "ar": "أعلن رئيس البلدية أن الجسر سيعاد فتحه في شهر مايو.\n",
    "zh": "市长星期五宣布,大桥将于五月重新开放,修复工程耗资两千万元。\n",
    "ja": "市長は金曜日、橋を五月に再開すると発表した。修理には二年かかったという。\n",
    "ko": "시장은 금요일 다리를 5월에 다시 열겠다고 발표했다. 수리에는 2년이 걸렸다.\n",
}
WRITTEN = [
    ("en", "cp1252", "windows-1252"), ("en", "mac_roman", "mac-roman"),
    ("plain", "cp1252", "windows-1252"), ("plain", "mac_roman", "mac-roman"),
    ("de", "cp1252", "windows-1252"), ("de", "latin_1", "windows-1252"),
    ("de", "mac_roman", "mac-roman"), ("fr", "cp1252", "windows-1252"),
    ("fr", "mac_roman", "mac-roman"), ("es", "cp1252", "windows-1252"),
    ("es", "mac_roman", "mac-roman"), ("pl", "cp1250", "windows-1250"),
    ("pl", "iso8859_2", "iso-8859-2"), ("cs", "cp1250", "windows-1250"),
    ("ru", "cp1251", "windows-1251"), ("ru", "koi8_r", "koi8-r"), ("ru", "cp866", "cp866"),
    ("el", "cp1253", "windows-1253"), ("tr", "cp1254", "windows-1254"),
    ("he", "cp1255", "windows-1255"), ("ar", "cp1256", "windows-1256"),
    ("zh", "gb18030", "gb18030"), ("ja", "cp932", "shift-jis"), ("ja", "euc_jp", "euc-jp"),
    ("ja", "iso2022_jp", "iso-2022-jp"), ("ko", "cp949", "euc-kr"),
]  # fmt: skip


def read(tmp_path: Path, content: str | bytes) -> Article | Rejected:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = read_text(File(path, "a.txt", str(path)))
    return found


@pytest.mark.parametrize(("language", "codec", "name"), WRITTEN)
def test_older_encodings_are_read_where_one_text_only_makes_sense(language, codec, name):
    raw = TEXTS[language].encode(codec)
    assert decoded(raw) == Decoded(TEXTS[language], name)
    assert decoded(raw * 40) == Decoded(TEXTS[language] * 40, name)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_and_utf8_are_taken_at_their_word(language, codec):
    text, name = decoded(TEXTS[language].encode(codec))
    assert text == TEXTS[language]
    assert name == (None if "8" in codec else codec.upper())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", ["en", "de", "ru", "zh"])
def test_utf16_and_utf32_are_known_without_a_mark(language, codec):
    text = f"Ley 2024\n{TEXTS[language]}"
    assert decoded(text.encode(codec)) == Decoded(text, codec[:6].upper())


def test_no_prefix_of_a_text_is_read_as_another_text():
    """Short texts may be rejected; what is read is what was written."""
    wrong = []
    for language, codec, _ in WRITTEN:
        raw = TEXTS[language].encode(codec)
        for kept in range(8, len(raw), 7):
            found = decoded(raw[:kept])
            right = raw[:kept].decode(codec, errors="ignore")
            if isinstance(found, Decoded) and found.text != right:
                wrong.append((codec, found.encoding, found.text, right))
    assert not wrong


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xef\xbb\xbfab\xff", "byte 5 is not UTF-8, as the file's beginning says; save"),
        (b"\xff\xfea\0b", "byte 4 is not UTF-16, as the file's beginning says"),
        (b"A story\0of NUL.", "byte 7 is NUL, so this is no plain text; convert it"),
        (b"\xed\xa0\x80 half a pair", "byte 0 is not UTF-8"),
        (bytes(range(128, 256)) * 20, "byte 0 is not UTF-8; convert the file to UTF-8"),
        ("Ёлки.".encode("cp855"), "byte 0 is not UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_rejected_with_the_place_and_what_to_do(raw, reason):
    found = decoded(raw)
    assert isinstance(found, str) and found.startswith(reason)


def test_a_rejection_names_the_likely_encodings(tmp_path):
    found = read(tmp_path, "Starostka uzavře most.".encode("mac_latin2") + b" \xae\xb9 \xbe.")
    assert isinstance(found, Rejected)
    assert "convert the file to UTF-8" in found.reason


def test_what_was_decoded_from_is_told(tmp_path):
    found = read(tmp_path, TEXTS["de"].encode("cp1252"))
    assert (found.text, found.provenance["text"]) == (TEXTS["de"], "decoded from windows-1252")
    assert "text" not in read(tmp_path, TEXTS["de"]).provenance


def test_the_seeds_come_out_byte_for_byte():
    for path in SEEDS.glob("*.txt"):
        (found,) = read_text(File(path, path.name, str(path)))
        assert found.text.encode() == path.read_bytes()
        assert "text" not in found.provenance and "doubt" not in found.provenance


MENDED = [
    ("The cafÃ© of ZoÃ« MÃ¼ller isnâ€™t â€œopenâ€\x9d.", "The café of Zoë Müller isn’t “open”.",
     "letters that were decoded wrongly mended"),
    ("The â€œSÃ¼dâ€ bridge costs Â£4.", "The “Süd” bridge costs £4.",
     "letters that were decoded wrongly mended"),
    ("Jane&#39;s soup costs &pound;4 &amp; bread.", "Jane's soup costs £4 & bread.",
     "HTML entities decoded"),
    ("Doe&amp;#8217;s caf&eacute;&nbsp;bar", "Doe’s café bar", "HTML entities decoded"),
    ("The cafe\u0301 reopened.", "The café reopened.", "letters composed"),
    ("The oﬀicial ﬁled it ﬂat: eﬃcient.", "The official filed it flat: efficient.",
     "ligatures taken apart"),
    ("The Bun\u00addes\u00adbank re\u00admained.", "The Bundesbank remained.",
     "soft hyphens taken out"),
    ("The town Bal\u200bmore and Ley\ufeffton.", "The town Balmore and Leyton.",
     "zero-width characters taken out of words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mend", "note"), MENDED)
def test_letters_are_mended_and_it_is_said(tmp_path, text, mend, note):
    assert mended(text) == (mend, note)
    found = read(tmp_path, text + "\n")
    assert (found.text, found.provenance["text"]) == (mend + "\n", note)


@pytest.mark.parametrize(
    "text",
    [
        "Marks & Spencer; AT&T; R&D &c.",
        "One &amp; only.",
        "<p>Fish &amp; chips &pound;4</p>",
        "Ã is a letter of Portuguese: IRMÃ, MANHÃ.",
        "می‌خواهم",
        "नमस्ते क्‍ष",
        "ภาษา\u200bไทย",
        "A family: 👨‍👩‍👧 and ❤️.",
        "2\u00a0000 crowns – “Zürich” … ½",
    ],
)
def test_what_is_right_stays(text):
    assert readable(text) == (text, None)


LONG = (
    "The harbour board of Leyton voted on Friday to close the old ferry pier at the end of the"
    " season, after an inspector found that it was held up by only six of its fourteen piles."
    " Board chair Ada Thorne said that repairs would cost 2.4 million crowns, three times what"
    " the board had put aside in its budget."
)


@pytest.mark.parametrize("width", [50, 64, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_broken_to_a_width_are_paragraphs_again(tmp_path, width, end):
    story = "\n".join(textwrap.wrap(LONG, width))
    head = "Leyton to close its ferry pier\n\nBy Jane Doe\n3 May 2024\n\n"
    whole = f"{head}{story}\n\n{story}\n".replace("\n", end)
    found = read(tmp_path, whole)
    assert found.text == f"{head}{LONG}\n\n{LONG}\n".replace("\n", end)
    assert found.provenance["text"] == "lines broken to a width joined"
    assert (found.title, found.published) == ("Leyton to close its ferry pier", "2024-05-03")


def test_indented_paragraphs_without_blank_lines_between_stay_apart():
    first, second = LONG.split(". Board")
    paragraphs = [f"{first}.", f"Board{second}"]
    wrapped = [textwrap.fill(each, 60, initial_indent="   ") for each in paragraphs * 3]
    text, note = unwrapped("\n".join(wrapped))
    assert text == "\n".join("   " + each for each in paragraphs * 3)
    assert note == "lines broken to a width joined"


def test_lines_broken_by_hand_are_joined_where_a_sentence_goes_on():
    by_hand = (
        "The ferry to Gull Point will run twice a day from Monday,\n"
        "the harbour master of Leyton said, because its old engine\n"
        "needs two weeks of repairs. Ten of its crew have\n"
        "been sent home, and the others will paint the hull while\n"
        "they wait.\nFares stay the same.\n"
    )
    lines = by_hand.split("\n")
    assert len(f"{lines[2]} been") < max(map(len, lines))
    assert unwrapped(by_hand)[0] == " ".join(lines[:5]) + "\nFares stay the same.\n"


POEM = "The river rose, the river fell,\nthe bridge went with the tide,\nand who will ring the evening bell\nupon the other side?\n"  # noqa: E501
LIST = "What we know:\n\n" + "".join(
    f"- {line}\n" for line in textwrap.wrap(LONG, 70)
)  # fmt: skip
TABLE = "".join(f"{name:<20}{points:>6}{goals:>6}\n" for name, points, goals in
                [("Leyton", 12, 3), ("Norbury Rovers", 10, 5), ("Annstadt", 7, 9)] * 4)  # fmt: skip
ADDRESS = "Leyton Courier\n12 River Street\nLeyton LY1 2AB\nTelephone 0123 456789\n"
SENTENCES = "".join(f"{each.strip()}.\n" for each in LONG.split(".") if each.strip())
ONE_LINE_EACH = "".join(
    f"{name} won the seat of {place} with a large majority over the last one.\n"
    for name, place in [("Jane Doe", "Leyton"), ("Tom Roe", "Norbury"), ("Ann Poe", "Gull Point")]
)


@pytest.mark.parametrize(
    "text", [POEM, LIST, TABLE, ADDRESS, SENTENCES, ONE_LINE_EACH, LONG, f"{LONG}\n{LONG}\n"]
)
def test_lines_that_were_meant_stay(text):
    assert unwrapped(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("electri-\nfication began", "electrification began"),
        ("electri\u00ad\r\nfication began", "electrification began"),
        ("the trans-\n  port minister", "the transport minister"),
        ("a long-\nterm plan", "a long-term plan"),
        ("the state-\nowned bank", "the state-owned bank"),
        ("co-operate now; they co-\noperate", "co-operate now; they co-operate"),
        ("the railway; a rail-\nway", "the railway; a railway"),
        ("pre-\nand post-war", "pre-\nand post-war"),
        ("Leyton-\nNorbury line", "Leyton-\nNorbury line"),
        ("VER-\nSAILLES", "VERSAILLES"),
        ("it is 1990-\n95 that", "it is 1990-\n95 that"),
        ("he said -\nand left", "he said -\nand left"),
    ],
)
def test_words_divided_at_line_ends_are_whole(text, joined):
    assert unwrapped(text)[0] == joined


def test_every_offset_of_what_is_read_points_into_what_is_stored(tmp_path):
    text = "Oﬃcials re\u00adopen caf&eacute; &amp; bar\n\n" + textwrap.fill(LONG, 60)
    found = read(tmp_path, text)
    start = found.text.index("reopen café & bar")
    assert found.text[start : start + 17] == "reopen café & bar"
    assert found.provenance["text"] == (
        "HTML entities decoded; soft hyphens taken out; ligatures taken apart; lines broken to a"
        " width joined"
    )


@given(st.text(max_size=300))
def test_what_is_mended_is_composed_and_the_rest_of_it_as_it_came(text):
    mend, note = mended(text)
    assert unicodedata.is_normalized("NFC", mend) and "\ufb01" not in mend
    assert (note is None) == (mend == text)


@given(st.binary(max_size=200))
def test_no_bytes_make_decoding_raise(raw):
    found = decoded(raw)
    assert found if isinstance(found, str) else found.text.encode("utf-8") is not None


@pytest.mark.parametrize(
    "piece", ["a-\n", "&amp;", "ab\u200b", "\u00ad\n", "word ", "Ã¼", " \n", "- ", "é"]
)
def test_the_time_that_a_text_takes_grows_as_it_does(piece):
    def seconds(times: int) -> float:
        start = time.process_time()
        readable(piece * times)
        return time.process_time() - start

    seconds(1000)
    short, long = (min(seconds(times) for _ in range(3)) for times in (8000, 80_000))
    assert long < 30 * max(short, 0.01)
