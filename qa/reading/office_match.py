"""Who holds an office that a question asks for by its country."""

from qa.english.titles import offices


def office_held(question: str, sentence: str) -> float:
    """1 where a sentence names an office that a question asks for by its country.

    -1 where it names another country's office of that title only; 0 where it does neither, and
    for any other question.
    """
    wanted = {office for office in offices(question) if office.country}
    if not wanted:
        return 0.0
    there = set(offices(sentence))
    if wanted & there:
        return 1.0
    titles = {office.title for office in wanted}
    others = [office for office in there if office.title in titles]
    return -1.0 if others and all(office.country for office in others) else 0.0
