"""A text that holds several articles: exports of news databases, and files divided by rules."""

from index.formats.fields.parts import Part
from index.formats.plain.divided import perhaps_several, split_divided
from index.formats.plain.ebsco import split_ebsco
from index.formats.plain.factiva import split_factiva
from index.formats.plain.nexis import split_nexis
from index.formats.plain.proquest import split_proquest


def split_export(text: str) -> list[Part] | None:
    """Return the articles that `text` holds, in their order; None where it is one by itself.

    An export with one document gives a list of one: what its database put around it is left out.
    """
    databases = (split_nexis, split_proquest, split_factiva, split_ebsco)
    found = (parts for split in databases if (parts := split(text)))
    return next(found, None) or split_divided(text)


def doubt_of(text: str) -> str | None:
    """Say in words why a text that is taken as one article may be several; None where it is one."""
    return perhaps_several(text)
