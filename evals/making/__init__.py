"""Question sets made from any archive, without a language model."""

from evals.making.making import COUNT, Made, make_questions
from evals.making.writing import made_dict, made_table, write_made

__all__ = ["COUNT", "Made", "made_dict", "made_table", "make_questions", "write_made"]
