"""Signatures: near-copies have nearly the same, other articles others."""

import random

import numpy as np
import pytest

from index.articles import Span
from index.prose.signatures import NEAR, as_bytes, band_keys, from_bytes, overlaps, signature

VOCABULARY = [f"{first}{second}" for first in "kmprstv" for second in "alo eni ura ibe osk".split()]


def prose(seed, words=400):
    """Words in an order that no other seed has."""
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words))


def overlap(one, other):
    return float(overlaps(signature(one), signature(other)[None])[0])


def exact_overlap(one, other):
    """How much of the shorter stands in the longer, counted."""
    sets = []
    for text in (one, other):
        words = text.split()
        sets.append({tuple(words[n : n + 5]) for n in range(len(words) - 4)})
    return len(sets[0] & sets[1]) / min(map(len, sets))


def test_the_same_words_have_the_same_signature_in_every_version():
    text = "The harbour of Dushanbe " * 10
    found = signature(text)
    assert found.shape == (127,)
    # What is stored was made like this: where these numbers change, the schema's version must.
    assert found[:4].tolist() == [4, 1022740139, 567106555, 156632389]
    assert np.array_equal(found, signature(text.upper().replace(" ", ",\n")))


@pytest.mark.parametrize("kept", [0.4, 0.5, 0.7, 0.9])
def test_an_article_that_was_cut_stands_wholly_in_the_longer_one(kept):
    text = prose(1)
    cut = " ".join(text.split()[: int(400 * kept)])
    assert exact_overlap(text, cut) == 1
    assert overlap(text, cut) == overlap(cut, text) > 0.85


@pytest.mark.parametrize("changed", [40, 80, 120, 160])
def test_the_overlap_is_near_the_one_that_is_counted(changed):
    one = prose(1)
    other = " ".join([*one.split()[:-changed], *prose(2, changed).split()])
    assert overlap(one, other) == pytest.approx(exact_overlap(one, other), abs=0.12)


def test_other_articles_with_the_same_words_do_not_overlap():
    texts = [prose(seed) for seed in range(30)]
    signatures = np.stack([signature(text) for text in texts])
    for n, one in enumerate(signatures):
        found = overlaps(one, signatures)
        assert found[n] == 1 and found.sum() == 1


def test_a_small_piece_of_a_long_article_does_not_overlap():
    assert overlap(prose(1), " ".join(prose(1).split()[:60])) == 0


def test_boilerplate_is_no_part_of_the_signature():
    notice, story = prose(1, 200), prose(2)
    text = f"{notice}\n{story}\n{notice}"
    edge = len(notice) + 1
    spans = (Span(0, edge), Span(len(text) - edge, len(text)))
    assert np.array_equal(signature(text, spans), signature(story))
    assert not np.array_equal(signature(text), signature(story))


def test_short_articles_are_near_only_where_their_texts_are_the_same():
    short = " ".join(prose(1).split()[:29])
    assert overlap(short, short) == 1
    assert overlap(short, short + ".") == overlap(short, prose(1)) == 0
    longer = " ".join(prose(1).split()[:30])
    assert overlap(longer, longer + ".") == 1
    assert overlap("你好。" * 200, "你好。" * 200) == 1


def test_an_article_that_is_nothing_but_boilerplate_is_near_only_to_itself():
    texts = [prose(1), prose(2)]
    found = [signature(text, (Span(0, len(text)),)) for text in texts]
    assert overlaps(found[0], np.stack(found)).tolist() == [1, 0]


def test_near_copies_share_a_band_and_other_articles_do_not():
    one = prose(1)
    keys = set(band_keys(signature(one)))
    assert len(keys) == 63 and all(-(2**63) <= key < 2**63 for key in keys)
    for seed in range(2, 40):
        near = " ".join([*one.split()[:-130], *prose(seed, 130).split()])
        assert overlap(one, near) > NEAR - 0.12
        assert keys & set(band_keys(signature(near)))
        assert not keys & set(band_keys(signature(prose(seed))))


def test_what_was_stored_is_read_back():
    found = [signature(prose(1)), signature("short")]
    assert np.array_equal(from_bytes(map(as_bytes, found)), np.stack(found))
    assert from_bytes([]).shape == (0, 127)
