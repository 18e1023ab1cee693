"""An imported collection as files: a question set, and articles to be indexed."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evals.importing.gathered import Imported
from evals.question_sets.questions import question_dict
from index.articles import Article
from index.errors import QuestionSetError

QUESTIONS = "questions.jsonl"
ARTICLES = "articles.jsonl"
_SHOWN = 20


def write_import(imported: Imported, folder: Path) -> tuple[Path, ...]:
    """Write `questions.jsonl` and, where there are articles, `articles.jsonl`; give their paths.

    Raises:
        QuestionSetError: There is no question, `folder` holds such files, or cannot be written.
    """
    if not imported.questions:
        reasons = [reason for each in imported.left_out for reason in each.reasons][:3]
        told = "; ".join(reasons) or "the files hold none"
        raise QuestionSetError(
            f"None of {imported.questions_read} questions could be taken: {told}."
        )
    files = {QUESTIONS: map(question_dict, imported.questions)}
    if imported.articles:
        files[ARTICLES] = map(article_dict, imported.articles)
    there = [name for name in (QUESTIONS, ARTICLES) if (folder / name).exists()]
    if there:
        raise QuestionSetError(
            f"{folder} holds {' and '.join(there)} already; remove them, or give another folder: "
            "--out DIR"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(folder / name, lines) for name, lines in files.items())
    except OSError as error:
        raise QuestionSetError(
            f"{folder} cannot be written to: {error.strerror}. Give another folder: --out DIR"
        ) from error


def imported_table(imported: Imported) -> str:
    """The counts as text, and the first reasons why something was left out."""
    count = Counter(each.record for each in imported.left_out)
    lines = [
        f"questions: {imported.questions_read} read, {len(imported.questions)} written, "
        f"{count['question']} left out",
        f"articles: {imported.articles_read} read, {len(imported.articles)} written, "
        f"{imported.repeated} there already, {count['article']} left out",
    ]
    if count["gold"]:
        lines.append(f"gold articles: {count['gold']} left out, their questions kept")
    lines += [f"  {each.record}: {'; '.join(each.reasons)}" for each in imported.left_out[:_SHOWN]]
    if len(imported.left_out) > _SHOWN:
        lines.append(f"  and {len(imported.left_out) - _SHOWN} more; --json has them all")
    return "\n".join(lines) + "\n"


def article_dict(article: Article) -> dict[str, Any]:
    """The article as the fields of a line that `dateline index` reads, without empty ones."""
    values = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "publisher": article.publisher,
        "published": article.published,
        "authors": list(article.authors),
        "url": article.url,
        "section": article.section,
    }
    return {name: value for name, value in values.items() if value}


def _write(path: Path, lines: Iterable[Mapping[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path
