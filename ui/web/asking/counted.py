"""A question of the page is counted, and refused where its reader has asked too many."""

from ui.language import speaking
from ui.people.person import Person
from ui.people.questions import Questions, TooManyQuestions
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import shortened
from ui.web.exchanges.conversation import Exchange, with_failure
from ui.web.showing.rendering import render_told


def refused(
    questions: Questions, person: Person, place: str, asked: AskedOnPage, language: str
) -> str:
    """What the page is told of a question that is not answered; "" for one that was counted.

    Args:
        questions: Where it is counted.
        person: Who asks.
        place: The address that they ask from.
        asked: The question.
        language: In which it is told.
    """
    with speaking(language):
        try:
            questions.take(person, asked.question, place)
        except TooManyQuestions as error:
            exchange = Exchange(shortened(asked.question), key=asked.key)
            return render_told(with_failure(exchange, str(error)), 0)
    return ""
