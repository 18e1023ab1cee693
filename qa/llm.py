"""Language models by their names: the public way to `qa.models.llm`."""

from qa.models.llm import language_model, name_of

__all__ = ["language_model", "name_of"]
