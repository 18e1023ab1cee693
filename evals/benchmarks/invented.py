"""What is indexed while things are killed: invented articles in two editions, and a small model."""

import random
import shutil
import tempfile
from pathlib import Path

from index.models.embedding import packaged_folder

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ARTICLES = 160
_TOWNS = ("Ley", "Marn", "Ostby", "Tolle", "Quarn", "Haverd", "Brisk", "Ulmen")
_THINGS = ("bridge", "harbour", "school", "tram line", "market hall", "library", "quay", "museum")
_SENTENCES = (
    "The council of {town} voted {a} to {b} for a new {thing} on Tuesday.",
    "Work on the {thing} in {town} is to cost {a} million crowns and to take {b} months.",
    "Mayor Ada{n}x{m} Venn said the {thing} had waited for {a} years.",
    "Of {a} people who were asked in {town}, {b} wanted the {thing} closed.",
    "A fire in the {thing} of {town} was put out after {a} minutes by {b} crews.",
)


def write_early(folder: Path) -> None:
    """Writes the seeds and the first half of the invented articles, as they were at first."""
    folder.mkdir(parents=True)
    for file in SEEDS.iterdir():
        shutil.copy(file, folder)
    for n in range(ARTICLES // 2):
        (folder / f"story{n}.txt").write_text(story(n, "early"))


def write_late(folder: Path) -> None:
    """Writes all of them; of the first half, every other one has changed."""
    for n in range(ARTICLES):
        unchanged = n < ARTICLES // 2 and n % 2
        (folder / f"story{n}.txt").write_text(story(n, "early" if unchanged else "late"))


def story(n: int, edition: str) -> str:
    """An article of one to three chunks; every seventh is a near-copy of the one before."""
    of = n - 1 if n % 7 == 1 else n
    chance = random.Random(f"{of} {edition}")
    town, thing = chance.choice(_TOWNS), chance.choice(_THINGS)
    sentences = [
        chance.choice(_SENTENCES).format(
            town=town, thing=thing, n=of, m=m, a=chance.randint(2, 90), b=chance.randint(2, 90)
        )
        for m in range(6 * (1 + of % 3))
    ]
    own = f" {town} Post {n} has more." if of != n else ""
    return f"The {thing} of {town}, part {of}\n\n{' '.join(sentences)}{own}\n"


def save_small_model(folder: Path) -> None:
    """Saves a sentence-transformers model of one layer, whose weights are always the same.

    It knows nothing, and reads as fast as it can be: what is tried is not what is found first, but
    that it is the same.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(7)
    tokenizer = AutoTokenizer.from_pretrained(str(packaged_folder()))
    layer = BertModel(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
        )
    )
    with tempfile.TemporaryDirectory() as parts:
        layer.save_pretrained(parts)
        tokenizer.save_pretrained(parts)
        modules = [Transformer(parts, max_seq_length=256), Pooling(32), Normalize()]
        SentenceTransformer(modules=modules, device="cpu").save(str(folder))
