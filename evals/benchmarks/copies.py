"""How well near-copies of an article are told from other articles, threshold by threshold.

    python -m evals.benchmarks.copies ARTICLES --limit 2225

ARTICLES is anything that `dateline index` reads. Of every article copies are made as agencies'
customers make them (`ALTERED`). Prints JSON: for each threshold of
`index.prose.signatures.overlaps` the share of those copies that are found near their article, what
of it the index's bands let through, and how many pairs of different articles are held to be near.
The least near of those pairs are listed, to be read: they may be copies indeed.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from index import Article
from index.formats.files import read
from index.prose.boilerplate import boilerplate_spans
from index.prose.signatures import NEAR, Signature, band_keys, overlaps, signature

THRESHOLDS = (0.5, 0.6, NEAR, 0.7, 0.8, 0.9)
LISTED = 30

# Invented, so that a copy has words that its article has not.
_NOTE = (
    "Editors' note: this is a corrected version of an item moved earlier today by the agency "
    "for morning papers; subscribers may use it freely with the usual credit line kept.\n\n"
)
_PARAGRAPH = (
    "A spokeswoman said late on Tuesday that nobody at the ministry had been told beforehand, "
    "and that a fuller statement would follow once all of the regional offices had replied."
)


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="Near-copies against other articles.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only so many articles")
    arguments = parser.parse_args()
    articles = [
        item
        for item in islice(read(arguments.articles), arguments.limit)
        if isinstance(item, Article)
    ]
    json.dump(measure(articles), sys.stdout, indent=2)
    sys.stdout.write("\n")


def measure(articles: Sequence[Article]) -> dict[str, object]:
    """Recall of each kind of copy, and pairs of different articles, at each threshold."""
    originals = np.stack([_signed(article.text) for article in articles])
    copies = {
        name: np.stack([_signed(alter(article.text)) for article in articles])
        for name, alter in ALTERED.items()
    }
    pairs = _pairs(originals)
    return {
        "articles": len(articles),
        "recall": {name: _recall(originals, of_kind) for name, of_kind in copies.items()},
        "pairs": len(articles) * (len(articles) - 1) // 2,
        "near_pairs": {f"{t:.2f}": sum(score >= t for score, _, _ in pairs) for t in THRESHOLDS},
        "least_near": [
            [round(score, 2), articles[one].id, articles[other].id] for score, one, other in pairs
        ][-LISTED:],
    }


def _recall(originals: Signature, copies: Signature) -> dict[str, float]:
    near = np.array(
        [
            overlaps(one, other[None])[0]
            for one, other in zip(originals, copies, strict=True)
        ]
    )  # fmt: skip
    shared = np.array(
        [
            bool(set(band_keys(one)) & set(band_keys(other)))
            for one, other in zip(originals, copies, strict=True)
        ]
    )
    found = {f"{t:.2f}": round(float((near >= t).mean()), 4) for t in THRESHOLDS}
    return {**found, "near, and share a band": round(float(((near >= NEAR) & shared).mean()), 4)}


def _pairs(originals: Signature) -> list[tuple[float, int, int]]:
    """Pairs of different articles by their similarity, nearest first."""
    found = []
    for one in range(len(originals) - 1):
        scores = overlaps(originals[one], originals[one + 1 :])
        found += [
            (float(scores[n]), one, int(one + 1 + n))
            for n in np.flatnonzero(scores >= THRESHOLDS[0])
        ]
    return sorted(found, reverse=True)


def _signed(text: str) -> Signature:
    return signature(text, boilerplate_spans(text))


def _cut(share: float) -> Callable[[str], str]:
    """The text without its last so many words."""

    def cut(text: str) -> str:
        words = text.split(" ")
        return " ".join(words[: round(len(words) * (1 - share))])

    return cut


def _new_paragraph(text: str) -> str:
    """Sixty words somewhere, always there for the same text, are others."""
    words = text.split(" ")
    first = random.Random(len(text)).randrange(max(1, len(words) - 60))
    return " ".join([*words[:first], _PARAGRAPH, *words[first + 60 :]])


def _new_numbers(text: str) -> str:
    """Every digit is the next one: what a correction or a later toll does, and more."""
    return text.translate(str.maketrans("0123456789", "1234567890"))


ALTERED: dict[str, Callable[[str], str]] = {
    "a note in front": lambda text: _NOTE + text,
    "another first line": lambda text: "Headline of another desk\n" + text.partition("\n")[2],
    "one paragraph changed": _new_paragraph,
    "every number changed": _new_numbers,
    "cut by 30 %": _cut(0.3),
    "cut by 30 %, one paragraph changed": lambda text: _new_paragraph(_cut(0.3)(text)),
    "cut by 30 %, another first line, a note in front": lambda text: (
        _NOTE + "Headline of another desk\n" + _cut(0.3)(text).partition("\n")[2]
    ),
    "cut by 50 %": _cut(0.5),
}


if __name__ == "__main__":
    main()
