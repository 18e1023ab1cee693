"""A question set and anything that answers to a report: knows nothing about screens."""

from evals.adapters import LlamaIndexEngine, LlamaIndexRetriever, TextEngine
from evals.question_sets.questions import Gold, Question, read_questions, resolve_gold
from evals.reporting.comparison_table import comparison_table, worse_sentence
from evals.reporting.reports import (
    report_dict,
    report_markdown,
    report_page,
    report_table,
    seconds_dict,
    write_report,
)
from evals.runs.baselines import write_baseline
from evals.runs.comparing import Change, Compared, Comparison, compare, regressions
from evals.runs.partial import Partial
from evals.runs.run import MEASURES, Mean, Row, Run, Summary, Times, Trust, judged
from evals.runs.run_files import read_run
from evals.runs.running import Engine, evaluate
from evals.runs.settings import run_settings

__all__ = [
    "MEASURES",
    "Change",
    "Compared",
    "Comparison",
    "Engine",
    "Gold",
    "LlamaIndexEngine",
    "LlamaIndexRetriever",
    "Mean",
    "Partial",
    "Question",
    "Row",
    "Run",
    "Summary",
    "TextEngine",
    "Times",
    "Trust",
    "compare",
    "comparison_table",
    "evaluate",
    "judged",
    "read_questions",
    "read_run",
    "regressions",
    "report_dict",
    "report_markdown",
    "report_page",
    "report_table",
    "resolve_gold",
    "run_settings",
    "seconds_dict",
    "worse_sentence",
    "write_baseline",
    "write_report",
]
