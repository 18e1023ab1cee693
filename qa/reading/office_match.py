"""Who holds an office that a question asks for by its country."""

from qa.english.titles import Office, offices


def offices_wanted(question: str) -> frozenset[Office]:
    """The offices that a question names with their country."""
    return frozenset(office for office in offices(question) if office.country)


def office_held(wanted: frozenset[Office], sentence: str) -> float:
    """1 where a sentence names one of the offices that are wanted.

    -1 where it names another country's office of that title only, or only other offices; 0 where
    it does neither, and where none is wanted.
    """
    if not wanted:
        return 0.0
    there = set(offices(sentence))
    if wanted & there:
        return 1.0
    titles = {office.title for office in wanted}
    others = [office for office in there if office.title in titles] or there
    return -1.0 if others and all(office.country for office in others) else 0.0
