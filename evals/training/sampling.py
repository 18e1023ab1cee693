"""What a reader reads in the seed articles: kept for the tests of the package."""

from pathlib import Path
from typing import Any

from evals.question_sets.questions import read_questions
from qa.reading.reader import Reader

SEEDS = Path("seeds")
QUESTIONS = Path("evals/sets/seeds.jsonl")
PASSAGE = 900  # characters


def sample(model: Path) -> list[dict[str, Any]]:
    """What a model reads first around the gold quote, for every fourth question that has one."""
    reader, rows = Reader("fast", model), []
    for asked in [q for q in read_questions(QUESTIONS) if q.gold and not q.held_out][::4]:
        gold = asked.gold[0]
        with (SEEDS / gold.article).open(encoding="utf-8", newline="") as file:
            text = file.read()
        place = max(0, text.find(gold.quote) - PASSAGE // 2)
        best = reader.read(asked.question, [text[place : place + PASSAGE]])[0].spans[0]
        rows.append(
            {
                "question": asked.question,
                "article": gold.article,
                "passage": [place, place + PASSAGE],
                "best": [best.start, best.end],
                "score": round(best.score, 3),
            }
        )
    return rows
