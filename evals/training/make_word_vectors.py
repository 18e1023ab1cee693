"""Makes the word vectors of the support check from the embedding model's own vocabulary.

    python -m evals.training.make_word_vectors qa/support/words.npz

Each English word of all-MiniLM-L6-v2's vocabulary is embedded by itself; words of one stem are
averaged, the mean of all is taken away, and what remains is turned to its `DIMENSIONS` main
directions and rounded to a byte. With each stem goes its first place in the vocabulary, which is
ordered by how common words are. The same input gives the same file. Prints how well the small
vectors keep the cosines of the whole ones.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.models.embedding import SentenceTransformerEmbedder, packaged_folder
from index.prose.words import stem

DIMENSIONS = 96
PAIRS = 20_000
SEED = 0

Floats = NDArray[np.float32]


def main() -> None:
    """Reads the command line, embeds, writes."""
    parser = argparse.ArgumentParser(description="Makes the support check's word vectors.")
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    stems, places, whole = _by_stem()
    _, _, directions = np.linalg.svd(whole, full_matrices=False)
    small = _unit(whole @ directions[:DIMENSIONS].T)
    rounded = np.round(small * 127).astype(np.int8)
    letters = np.frombuffer("\n".join(stems).encode(), dtype=np.uint8)
    np.savez_compressed(file, stems=letters, places=places, vectors=rounded)
    kept = _agreement(whole, rounded.astype(np.float32))
    json.dump({"stems": len(stems), "correlation of cosines": round(kept, 4)}, sys.stdout)
    sys.stdout.write("\n")


def _by_stem() -> tuple[list[str], NDArray[np.uint16], Floats]:
    """The stems of the vocabulary, their first places in it, and vectors of length 1."""
    listed = (packaged_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = [(n, w) for n, w in enumerate(listed) if w.isascii() and w.isalpha() and len(w) > 1]
    vectors = SentenceTransformerEmbedder().embed([word for _, word in words])
    members: dict[str, list[int]] = defaultdict(list)
    for n, (_, word) in enumerate(words):
        members[stem(word)].append(n)
    stems = sorted(members)
    means = np.stack([vectors[members[each]].mean(axis=0) for each in stems])
    places = np.array([words[members[each][0]][0] for each in stems], dtype=np.uint16)
    return stems, places, _unit(means - means.mean(axis=0))


def _agreement(whole: Floats, small: Floats) -> float:
    rng = np.random.default_rng(SEED)
    left, right = rng.integers(0, len(whole), (2, PAIRS))
    cosines = [(v[left] * v[right]).sum(axis=1) for v in (whole, small)]
    return float(np.corrcoef(*cosines)[0, 1])


def _unit(vectors: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


if __name__ == "__main__":
    main()
