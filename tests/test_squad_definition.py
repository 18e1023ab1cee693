"""EM and F1 beside the definitions of SQuAD's official script, on 200 pairs made to trip them."""

import collections
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.answer_measures import exact_match, normalised, token_f1

# The functions of evaluate-v2.0.py (Rajpurkar, Jia and Liang 2018), which define the two measures:
# https://rajpurkar.github.io/SQuAD-explorer/


def normalize_answer(s):
    def remove_articles(text):
        regex = re.compile(r"\b(a|an|the)\b", re.UNICODE)
        return re.sub(regex, " ", text)

    def white_space_fix(text):
        return " ".join(text.split())

    def remove_punc(text):
        exclude = set(string.punctuation)
        return "".join(ch for ch in text if ch not in exclude)

    def lower(text):
        return text.lower()

    return white_space_fix(remove_articles(remove_punc(lower(s))))


def get_tokens(s):
    if not s:
        return []
    return normalize_answer(s).split()


def compute_exact(a_gold, a_pred):
    return int(normalize_answer(a_gold) == normalize_answer(a_pred))


def compute_f1(a_gold, a_pred):
    gold_toks = get_tokens(a_gold)
    pred_toks = get_tokens(a_pred)
    common = collections.Counter(gold_toks) & collections.Counter(pred_toks)
    num_same = sum(common.values())
    if len(gold_toks) == 0 or len(pred_toks) == 0:
        return int(gold_toks == pred_toks)
    if num_same == 0:
        return 0
    precision = 1.0 * num_same / len(pred_toks)
    recall = 1.0 * num_same / len(gold_toks)
    f1 = (2 * precision * recall) / (precision + recall)
    return f1


# What is said, and the answer that is accepted.
# fmt: off
PAIRS = [
    # Case
    ("Dushanbe", "Dushanbe"), ("dushanbe", "Dushanbe"), ("DUSHANBE", "dushanbe"),
    ("NATO", "Nato"), ("McDonald", "Mcdonald"), ("iPhone", "IPHONE"), ("x", "X"),
    ("New York", "new york"), ("new York City", "New York"), ("YES", "no"),
    # Articles
    ("the president", "president"), ("a president", "the president"), ("an envoy", "envoy"),
    ("The The", "the"), ("The", ""), ("a", "an"), ("the", "president"), ("theatre", "atre"),
    ("another", "other"), ("anthem", "them"), ("A-team", "team"), ("the-end", "end"),
    ("a.m.", "am"), ("Vitamin A", "Vitamin"), ("plan a", "plan b"), ("the cat the dog", "cat dog"),
    ("a cat and a dog", "cat and dog"), ("in the north", "in north"), ("la the", "la"),
    ("THE UN", "un"), ("An", "Ana"), ("the\u2019s", "s"),
    # Punctuation of ASCII
    ("U.S.", "US"), ("U.S.A.", "U.S."), ("10,000", "10000"), ("10.5", "105"), ("$5", "5"),
    ("5%", "5"), ("#1", "1"), ("C++", "C"), ("AT&T", "ATT"), ("AT & T", "AT T"), ("R&D", "R D"),
    ("Wang's", "Wangs"), ("Wang's", "Wang"), ("'Wang'", "Wang"), ("\"Wang\"", "Wang"),
    ("Wang!", "Wang?"), ("(Wang)", "Wang"), ("[1]", "1"), ("{x}", "x"), ("a/b", "b"),
    ("and/or", "and or"), ("and/or", "andor"), ("snake_case", "snakecase"), ("e-mail", "email"),
    ("Tajik-Afghan", "Tajik Afghan"), ("Tajik-Afghan", "TajikAfghan"), ("3:30", "330"),
    ("1;2", "12"), ("~7", "7"), ("7^2", "72"), ("a\\b", "ab"), ("<b>", "b"), ("=", "+"),
    ("...", ""), ("!", "?"), ("...", "..."), ("-", "the"), ("x.", ".x"), ("me@home", "mehome"),
    ("`code`", "code"), ("50|50", "5050"), ("2021-22", "202122"), ("Mr. Wang", "Mr Wang"),
    # White space
    (" Wang  Yi ", "Wang Yi"), ("Wang\tYi", "Wang Yi"), ("Wang\nYi", "Wang Yi"),
    ("Wang\r\nYi", "Yi Wang"), ("Wang\u00a0Yi", "Wang Yi"), ("Wang\u2003Yi", "Wang Yi"),
    ("Wang\u200bYi", "Wang Yi"), ("Wang\u2028Yi", "Wang Yi"), ("Wang\x1fYi", "Wang Yi"),
    ("Wang\u3000Yi", "WangYi"), ("   ", ""), ("\n", "\t"), ("\u200b", ""), ("\ufeffWang", "Wang"),
    # Nothing
    ("", ""), ("", "Wang"), ("Wang", ""), ("", "the"), ("the", ""), ("the", "a"), ("", "..."),
    ("?", "the"), ("The.", "an!"), ("", " "),
    # Unicode
    ("caf\u00e9", "cafe"), ("caf\u00e9", "cafe\u0301"), ("CAF\u00c9", "caf\u00e9"),
    ("na\u00efve", "naive"), ("stra\u00dfe", "strasse"), ("STRASSE", "stra\u00dfe"),
    ("\u0130stanbul", "istanbul"), ("\u0130stanbul", "i\u0307stanbul"),
    ("Russia\u2019s", "Russia's"), ("Russia\u2019s", "Russias"), ("\u201cWang\u201d", "Wang"),
    ("\u2018Wang\u2019", "'Wang'"), ("Tajik\u2013Afghan", "Tajik-Afghan"),
    ("2021\u201322", "2021-22"),
    ("10\u00a0000", "10000"), ("\u00a35", "5"), ("\u20ac5", "$5"), ("5\u00b0", "5"),
    ("\u00bd", "1/2"), ("\u00b2", "2"), ("\u2160", "I"), ("\uff15", "5"), ("\uff21", "a"),
    ("\ufb01sh", "fish"), ("\u5357\u4eac", "\u5357\u4eac"), ("\u5357\u4eac", "\u5317\u4eac"),
    ("\u5357 \u4eac", "\u5357\u4eac"),
    ("\u041c\u043e\u0441\u043a\u0432\u0430", "\u043c\u043e\u0441\u043a\u0432\u0430"),
    ("\u0391\u03b8\u03ae\u03bd\u03b1\u03a3", "\u03b1\u03b8\u03ae\u03bd\u03b1\u03c2"),
    ("\u0643\u0627\u0628\u0644", "\u0643\u0627\u0628\u0644"),
    ("\U0001f600", "\U0001f600"), ("\U0001f600", ""), ("Wang\u2026", "Wang"), ("a\u0301", "a"),
    ("\u00c0 la carte", "la carte"), ("the\u00e9", "the"), ("\u3002", ""), ("\u00b7", "."),
    # Repeated words
    ("to to", "to be"), ("to be", "to to"), ("to to", "to to"), ("to to to", "to to"),
    ("no no no", "no"), ("no", "no no no"), ("Baden Baden", "Baden-Baden"),
    ("Baden", "Baden Baden"),
    ("very very good", "very good"), ("a a a", "the the"), ("New York New York", "New York"),
    ("b c b c", "c b c b"), ("b b c", "b c c"), ("bb b", "b bb b"), ("1 1 2 3", "3 2 1 1"),
    ("said so said", "so said so"), ("x x x x", "x y x y"), ("the cat cat", "cat the dog dog"),
    # Order and shares
    ("Wang Yi", "Yi Wang"), ("Wang Yi", "Wang"), ("Wang", "Wang Yi"), ("Wang Yi", "Mao Ning"),
    ("Foreign Minister Wang Yi", "Wang Yi"), ("Wang Yi", "Foreign Minister Wang Yi"),
    ("Wang Yi and Muhriddin", "Muhriddin and Wang Yi"), ("Wang, Yi", "Wang Yi"),
    ("the talks in Dushanbe on Saturday", "Dushanbe"), ("on Saturday", "Saturday"),
    ("Saturday", "on a Saturday in the spring"), ("one two three", "three four five"),
    ("one two three", "two three one"), ("one two", "one two three four five six seven"),
    ("b c d e f g", "g"), ("b c d e f g", "h"), ("of the of", "of"), ("in", "into"),
    ("Tajik", "Tajikistan"), ("Tajikistan", "Tajiks"), ("minister", "ministers"),
    # Numbers
    ("12", "12"), ("12", "twelve"), ("12", "12.0"), ("1,2", "12"), ("12 people", "12"),
    ("12", "12 people"), ("-12", "12"), ("+12", "12"), ("1 000", "1000"), ("0.5", "05"),
    ("3rd", "3"), ("3rd", "third"), ("$1.5 million", "1.5 million"), ("1.5m", "15m"),
    ("10-12", "1012"), ("10 to 12", "10-12"), ("50 percent", "50%"), ("1/2", "12"),
    ("2025-11-29", "20251129"), ("29 November 2025", "November 29, 2025"), ("2025", "in 2025"),
    ("No. 10", "No 10"), ("\u0661\u0662", "12"), ("x2", "x 2"),
]
# fmt: on


def test_there_are_200_pairs_that_tell_the_measures_apart():
    assert len(set(PAIRS)) == len(PAIRS) == 200
    found = {(compute_exact(gold, said), compute_f1(gold, said)) for said, gold in PAIRS}
    assert {(1, 1), (0, 0), (0, 1)} <= found and len(found) > 10


@pytest.mark.parametrize(("said", "gold"), PAIRS)
def test_each_pair_has_the_official_values(said, gold):
    assert normalised(said) == normalize_answer(said)
    assert exact_match(said, [gold]) == compute_exact(gold, said)
    assert token_f1(said, [gold]) == compute_f1(gold, said)


phrases = st.lists(
    st.sampled_from("the a cat dog Cat, U.S. Wang's - 10,000 \u2019".split()), max_size=6
).map(" ".join)


@given(st.one_of(st.text(max_size=30), phrases), st.lists(phrases, min_size=1, max_size=3))
def test_the_best_of_several_answers_counts_whatever_the_text(text, answers):
    exact, f1 = exact_match(text, answers), token_f1(text, answers)
    assert exact == max(compute_exact(answer, text) for answer in answers)
    assert f1 == max(compute_f1(answer, text) for answer in answers)
    assert exact <= f1 <= 1
