"""Who says what in an article: marks, verbs, pronouns, and quotations that go on."""

import pytest

from qa.quotations.marks import marked
from qa.quotations.reading import quotations

MILL = """Mill to close

“The wheel is broken,” said Nora Blake, who owns the mill. “We cannot mend it.”

Baker Piet Vos was angry. “They knew for years,” he said. “Nobody lifted a finger.”

“She rang me and said, ‘You get no more flour,’ and that was that,” Vos said.

Governor Lena Marsh told the assembly that she “read no letter”. Her deputy, Owen Tate,
disagreed with her: “It was on her table in June.”

“It breaks my heart,” said another baker, who asked not to be named.
"""


def said(text):
    """The words, and the fullest name or what the speaker is called."""
    found = {}
    for each in quotations(text):
        words = text[each.words.start : each.words.end]
        stands = text[each.speaker.start : each.speaker.end] if each.speaker else None
        found[words.strip(" ,.")] = each.name or stands
    return found


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The wheel is broken", "Nora Blake"),
        ("We cannot mend it", "Nora Blake"),
        ("They knew for years", "Piet Vos"),
        ("Nobody lifted a finger", "Piet Vos"),
        ("You get no more flour", "Nora Blake"),
        ("read no letter", "Lena Marsh"),
        ("It was on her table in June", "Owen Tate"),
        ("It breaks my heart", "another baker"),
    ],
)
def test_a_quotation_has_the_speaker_that_the_text_gives(words, speaker):
    assert said(MILL)[words] == speaker


def test_the_office_stands_in_the_text():
    offices = {each.name: each.office for each in quotations(MILL)}
    assert offices["Nora Blake"] == "who owns the mill"
    assert offices["Piet Vos"] == "Baker"
    assert offices[None] == "another baker, who asked not to be named"


def test_words_and_speakers_are_spans_of_the_text():
    for each in quotations(MILL):
        assert each.speaker is not None
        assert MILL[each.speaker.start : each.speaker.end] in MILL
        assert each.cited.start <= each.words.start <= each.words.end <= each.cited.end


def test_the_sentence_that_names_the_speaker_is_given_where_the_words_stand_elsewhere():
    (each,) = (q for q in quotations(MILL) if MILL[q.words.start :].startswith("Nobody lifted"))
    assert each.attribution is not None
    assert MILL[each.attribution.start : each.attribution.end] == "Baker Piet Vos was angry."


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The bridge is unsafe, Ann Lowe said.", "The bridge is unsafe", "Ann Lowe"),
        ("Ann Lowe, 54, of Westport, said the oven was cold.", "the oven was cold", "Ann Lowe"),
        ("Ann Lowe warned on Friday that the oven is cold.", "the oven is cold", "Ann Lowe"),
        ("According to police, the fire began at noon.", "the fire began at noon", "police"),
        ("The mill stood empty, according to Ben Cole.", "The mill stood empty", "Ben Cole"),
        ("“It was shut,” a spokesman for the brigade said.", "It was shut",
         "a spokesman for the brigade"),
        ("Jon Reed left early, saying that he was tired.", "he was tired", "Jon Reed"),
        ("Jon Reed coughed and said the hall was cold.", "the hall was cold", "Jon Reed"),
        ("„Es regnet“, said Eva Lind.", "Es regnet", "Eva Lind"),
        ("«Il pleut», said Eva Lind.", "Il pleut", "Eva Lind"),
        ("'The bakers' hall is gone,' said Mary Poole.", "The bakers' hall is gone",
         "Mary Poole"),
        ('"Is it so?" Mr. Smith asked.', "Is it so?", "Smith"),
        ("“Why? I do not know!” Piet Vos said.", "Why? I do not know!", "Piet Vos"),
        ("A WHO official told the Gull that stocks were low.", "stocks were low",
         "A WHO official"),
        ("“My vote is lost,” Ida Rees, 77, of Grafton, told the panel.", "My vote is lost",
         "Ida Rees"),
        ("“It rains,” he was quoted as saying.", "It rains", None),
    ],
)  # fmt: skip
def test_news_has_many_ways_to_say_who_speaks(text, words, speaker):
    assert said(text)[words] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Police would not say who had called.",
        "The minister declined to say when the hall would open.",
        "The promise was broken, and the reports were lost.",
        "Ann Lowe was asked whether the oven was cold.",
    ],
)
def test_what_is_not_said_is_no_quotation(text):
    assert quotations(text) == ()


def test_a_paragraph_goes_on_from_one_whose_marks_are_open():
    text = "Ben Cole said: “Nobody came.\n\n“Nobody called.\n\n“It was quiet.”"
    assert said(text)["It was quiet"] == "Ben Cole"


def test_a_bare_quotation_between_two_speakers_is_nobodys():
    text = "“Do you leave?” asked Ann Lowe.\n\n“No,” said Ben Cole.\n\n“Then stay with us here.”"
    assert said(text)["Then stay with us here"] is None


def test_words_before_the_one_who_is_told_to_say_more_are_the_same_speakers():
    text = "“The hall is cold.” “The oven is out,” Ann Lowe said."
    assert said(text)["The hall is cold"] == "Ann Lowe"


def test_a_pronoun_means_somebody_who_fits():
    text = "Nora Blake met Piet Vos. Nora Blake was late. “We are done,” he said."
    assert said(text)["We are done"] != "Nora Blake"


def test_two_of_one_surname_are_not_made_one():
    text = "Piet Vos slept. Anna Vos woke. “It is late,” Vos said."
    assert said(text)["It is late"] == "Vos"


def test_a_nickname_and_a_title_are_no_quotations():
    text = "The ferry, which locals call “the Duck”, stopped. He sang “Blue Moon” on Friday."
    assert said(text) == {}


def test_marks_within_marks_are_told_apart_from_apostrophes():
    text = "“He warned me, ‘It’s the traders’ hall,’ and left,” he said."
    depths = {text[each.start : each.end]: each.depth for each in marked(text)}
    assert depths["It’s the traders’ hall,"] == 1


def test_a_mark_that_nothing_closes_ends_with_its_line():
    assert [each.closed for each in marked("“It rained.\n\nThe sun shone.")] == [False]


def test_whom_a_clause_tells_of_speaks_and_who_hears_it_does_not() -> None:
    told = "The widow of a skipper who drowned with two others told the court about his last call."
    assert [each for each in said(told).values() if each] == ["The widow of a skipper"]
    assert said("Skipper wept on the phone, inquest told") == {}


def test_he_is_the_only_one_whom_the_sentence_before_names() -> None:
    text = (
        "“The pool is a trap,” said Joan Selwyn, who leads the council.\n\n"
        "That was too much for Robert Aubrey, the engineer. “It is not a trap,” he told the hall."
    )
    assert list(said(text).values())[-1] == "Robert Aubrey"


def test_what_somebody_denies_having_said_is_given_to_nobody_called_having() -> None:
    text = "Ms Joan Selwyn denied having told residents that the pool was “safe as houses”."
    assert "having" not in said(text).values()
