"""Yes or no, or which of two, as the judge finds borne out."""

import pytest

from qa.questions.analysis import analyse
from qa.reading.reader import packaged_readers
from qa.several.verdicts import NO, YES, judged_of, verdict_of


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("Did the night train run?", "The night train ran for the first time on Monday.", YES),
        ("Was the owner of the mine arrested?", "The mine's owner was arrested on Friday.", YES),
        ("Will Ada Thorne resign?", "Mayor Ada Thorne won't resign, her office said.", NO),
        ("Are the schools open on Friday?", "All schools will be closed on Friday.", NO),
        ("Did the firm make a profit?", "The firm reported a loss of 3 million crowns.", NO),
        ("Is Vik Ostby's largest customer?", "Vik is the second largest customer of Ostby.", NO),
        ("Did prices rise or fall?", "Prices fell by 3 percent in May.", "fall"),
        ("Did the krone rise or fall?", "The krone weakened to 11.42 to the euro.", "fall"),
        ("Did the bank raise or hold rates?", "The bank cut rates on Monday.", None),
        ("Did Ada Thorne or Bo Marsh win?", "Bo Marsh won the vote by 200 ballots.", "Bo Marsh"),
        ("Is the mine open?", "Karst Mining wants to open a mine at Vik.", None),
        ("Did it snow in Vik?", "Trains to Ostby were late.", None),
    ],
)
def test_a_sentence_tells_or_leaves_it_open(question: str, sentence: str, word: str | None) -> None:
    verdict = verdict_of(question, sentence, packaged_readers().strong)
    assert verdict is not None and verdict.word == word


@pytest.mark.parametrize("question", ["Who won?", "What did she say?", "Ostby flood"])
def test_other_questions_have_no_verdict(question: str) -> None:
    assert verdict_of(question, "Bo Marsh won.", packaged_readers().strong) is None
    assert judged_of(analyse(question), (), packaged_readers().strong) == []


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("Did prices rise in May?", "Prices fell in May by two per cent.", NO),
        ("Were taxes raised?", "Taxes were cut in April.", NO),
        ("Did turnout increase?", "Turnout dropped to 58 per cent.", NO),
        ("Was the sluice gate open?", "The sluice gate above Ley was shut all night.", NO),
        ("Did the court uphold the ban?", "The court overturned the ban.", NO),
        ("Is the mayor alive?", "The mayor died in hospital on Monday.", NO),
        # Both words, one of them of another time or thing.
        ("Did prices rise in May?", "Prices rose in May after falling in April.", YES),
        ("Was the bridge open?", "The bridge, which had been closed for weeks, was open.", YES),
        ("Did the driver survive?", "The driver survived; his passenger died.", None),
        ("Is Bo Marsh still mayor?", "Bo Marsh resigned as mayor of Ley on Monday.", NO),
        ("Is Bo Marsh the governor?", "Governor Bo Marsh stepped down on Friday.", NO),
        ("Is Bo Marsh the mayor?", "Mayor Bo Marsh opened the bridge.", YES),
        # Of something else.
        ("Did prices rise in May?", "Wages fell in May.", None),
    ],
)
def test_the_opposite_of_a_word_of_the_question_tells(question, sentence, word):
    verdict = verdict_of(question, sentence, packaged_readers().strong)
    assert verdict is not None and verdict.word == word
