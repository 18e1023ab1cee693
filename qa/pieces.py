"""An answer that comes bit by bit, as pieces of one text: what was sent cannot be taken back."""

from qa.answers import Answer

TAKEN_BACK = "\n\nWhat stands above was taken back. The answer is:\n"
"""Said where the whole answer does not begin with what was sent of it, which is rare."""


class Pieces:
    """Of each fuller answer what it adds to the text so far."""

    def __init__(self) -> None:
        """Has nothing yet."""
        self.text = ""
        """What was sent altogether."""

    def of(self, answer: Answer) -> str:
        """What an answer adds; empty where it adds nothing yet.

        Args:
            answer: The next value of a stream.
        """
        whole = answer.text if answer.complete or answer.sentences else ""
        if whole.startswith(self.text):
            added = whole[len(self.text) :]
        elif answer.complete:
            added = f"{TAKEN_BACK}{whole}"
        else:
            added = ""
        self.text += added
        return added
