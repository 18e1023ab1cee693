"""Publishers that articles declare, and those that only their own text claims. Pure.

A record or a page can declare who published it. In plain text, whoever wrote the text may have
written that line too ("The post ... appeared first on ..."): a claim. Filters tell the two apart by
labels: a publisher's name stands for what declares it, the name with `CLAIMED` for what claims it,
and `NOT_NAMED` for what names none. A section, a kind or a language that is not told goes by
`NOT_NAMED` too.
"""

CLAIMED = " (claimed)"
NOT_NAMED = "(not named)"


def claimed_label(name: str) -> str:
    """What filters call the articles that only claim a publisher."""
    return name + CLAIMED


def publisher_label(name: str | None, claimed: bool) -> str | None:
    """What filters call an article's publisher; None where there is none."""
    return claimed_label(name) if name and claimed else name


def of_label(label: str) -> tuple[str, bool]:
    """The name of a label, and whether it stands for the articles that only claim it."""
    return label.removesuffix(CLAIMED), label.endswith(CLAIMED)
