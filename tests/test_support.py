"""The support check: each comparison with the reason it gives, and the planted faults."""

import pytest
from conftest import ROOT

from evals.benchmarks.planted import Case, paraphrased, planted, verbatim
from index.prose.sentences import sentence_spans
from qa import FaultKind, Support, check, check_cited
from qa.support import compare

VISIT = "A high-level 14-member Tajik delegation paid a visit to Kabul earlier this month."


def supported(case: Case) -> bool:
    return check_cited(case.cited, case.quotes, context=case.context).supported


def one(sentence: str, quote: str, **more: object) -> tuple[FaultKind, str]:
    """The kind and the reason of the only fault."""
    (fault,) = check(sentence, [quote], **more).faults  # type: ignore[arg-type]
    return fault.kind, fault.reason


def test_a_sentence_in_other_words_is_supported() -> None:
    found = check("Earlier this month 14 Tajik officials visited the Afghan capital.", [VISIT])
    assert found.supported
    assert not found.faults
    assert found.score > 0.5


def test_a_fault_says_what_the_sentence_and_what_the_quote_says() -> None:
    (fault,) = check(
        "A Tajik delegation of 12 members visited Kabul.", ["It rained.", VISIT]
    ).faults
    assert (fault.kind, fault.says, fault.quoted) == (FaultKind.NUMBER, "12", "14")
    assert (fault.reason, fault.quote) == ("It says 12, the quote says 14.", 2)


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("The firm sold 1.2 million cars.", "The firm sold 1,200,000 cars."),
        ("The firm sold about 1,000 cars.", "The firm sold 1,040 cars."),
        ("Twenty-one people died.", "21 people died."),
        ("A dozen people died.", "12 people died."),
        ("More than 10 people died.", "12 people died."),
        ("At least 12 people died.", "More than a dozen people died."),
        ("At least 13 people died.", "More than a dozen people died."),
        ("He ruled for three decades and more.", "He ruled for more than 30 years."),
        ("Twelve months earlier the road opened.", "The road opened a year ago."),
        ("Prices rose 3.7 percent.", "Prices rose 3.7 per cent."),
        ("Prices rose 4 percent.", "Prices rose by 3.7%."),
        ("He ruled for three decades.", "He ruled for 30 years."),
        ("The road is 16 kilometres long.", "The road is 10 miles long."),
        ("The home side won 3-1.", "The home side won, 3-1."),
        ("It was the third forum.", "It was the 3rd forum."),
        ("Two thirds of the voters agreed.", "Two-thirds of the voters agreed."),
        ("The deal is worth $3 billion.", "The deal is worth US$3bn."),
    ],
)
def test_a_number_is_the_same_in_other_words(said: str, quoted: str) -> None:
    assert check(said, [quoted]).faults == ()


@pytest.mark.parametrize(
    ("said", "quoted", "reason"),
    [
        ("24 people died.", "14 people died.", "It says 24, the quote says 14."),
        (
            "More than 20 people died.",
            "12 people died.",
            "It says More than 20, the quote says 12.",
        ),
        ("The home side won 3-1.", "The home side won 2-1.", "It says 3-1, the quote says 2-1."),
        ("It was the third forum.", "It was the fourth forum.", "third, the quote says fourth."),
        (
            "24 people from 10 countries came.",
            "Ten people from 24 countries came.",
            "It says 24, the quote says Ten.",
        ),
        ("The firm sold 17 cars.", "The firm sold cars.", "17, no quote gives such a number."),
        (
            "At least 14 people died.",
            "More than a dozen people died.",
            "It says At least 14, the quote says More than a dozen.",
        ),
    ],
)
def test_another_number_is_a_fault(said: str, quoted: str, reason: str) -> None:
    faults = check(said, [quoted]).faults
    assert faults[0].kind is FaultKind.NUMBER
    assert faults[0].reason.endswith(reason)


@pytest.mark.parametrize(
    ("said", "quoted", "reason"),
    [
        (
            "The road is 14 miles long.",
            "The road is 14 kilometres long.",
            "It says 14 miles, the quote says 14 kilometres.",
        ),
        (
            "The deal is worth 5 million euros.",
            "The deal is worth 5 million dollars.",
            "It says 5 million euros, the quote says 5 million dollars.",
        ),
        (
            "14 percent of the miners left.",
            "14 of the miners left.",
            "It says 14 percent, the quote says 14.",
        ),
    ],
)
def test_another_unit_is_a_fault(said: str, quoted: str, reason: str) -> None:
    assert one(said, quoted) == (FaultKind.UNIT, reason)


@pytest.mark.parametrize(
    ("said", "quoted", "published"),
    [
        ("The ministers met in 2023.", "The ministers met in May 2023.", None),
        ("The ministers met in May.", "The ministers met on 13 May.", None),
        ("The ministers met on Saturday.", "The ministers met on May 13.", "2023-05-14"),
        ("The ministers met on 13 May 2023.", "The ministers met on Saturday.", "2023-05-14"),
        ("The ministers met in 2022.", "The ministers met last year.", "2023-05-14"),
    ],
)
def test_a_time_is_the_same_in_other_words(said: str, quoted: str, published: str | None) -> None:
    assert check(said, [quoted], published=[published]).faults == ()


@pytest.mark.parametrize(
    ("said", "quoted", "published", "reason"),
    [
        ("They met in 2022.", "They met in 2021.", None, "It says 2022, the quote says 2021."),
        ("They met on Friday.", "They met on Monday.", None, "Friday, the quote says Monday."),
        ("They met on May 12.", "They met on May 13.", None, "May 12, the quote says May 13."),
        ("They met in 2023.", "They met on May 13.", None, "It says 2023, the quote says May 13."),
        ("They met in June 2023.", "They met.", None, "It says June 2023, no quote gives a time."),
        (
            "They met in 2021.",
            "They met last year.",
            "2023-05-14",
            "2021, the quote says last year.",
        ),
    ],
)
def test_another_time_is_a_fault(
    said: str, quoted: str, published: str | None, reason: str
) -> None:
    (fault,) = check(said, [quoted], published=[published]).faults
    assert fault.kind is FaultKind.DATE
    assert fault.reason.endswith(reason)


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Wang arrived in Kabul.", "Foreign Minister Wang Yi arrived in Kabul."),
        ("The US sold the grain.", "The United States sold the grain."),
        ("The SCO admitted Iran.", "The Shanghai Cooperation Organisation admitted Iran."),
        ("The Shanghai Cooperation Organisation admitted Iran.", "The SCO admitted Iran."),
        ("Dutch farmers protested.", "Farmers in the Netherlands protested."),
        ("Paris rejected the plan.", "France rejected the plan."),
        ("Tajikistan's miners were on strike.", "The Tajik miners were on strike."),
        ("The plan relies on AI.", "The plan relies on artificial intelligence."),
        ("Muhridin spoke first.", "Muhriddin spoke first."),
    ],
)
def test_a_name_has_other_forms(said: str, quoted: str) -> None:
    assert check(said, [quoted]).faults == ()


@pytest.mark.parametrize(
    ("said", "quoted", "reason"),
    [
        (
            "Wang Wenbin arrived in Kabul.",
            "Foreign Minister Wang Yi arrived in Kabul.",
            "It says Wang Wenbin, the quote says Wang Yi.",
        ),
        ("They met in Kabul.", "They met in Moscow.", "It says Kabul, the quote says Moscow."),
        ("They met in Paris.", "They met in France.", "It says Paris, the quote says France."),
        ("Rahmon welcomed the plan.", "The plan was welcomed.", "It names Rahmon, no quote does."),
    ],
)
def test_another_name_is_a_fault(said: str, quoted: str, reason: str) -> None:
    assert one(said, quoted) == (FaultKind.NAME, reason)


def test_a_name_may_come_from_the_context_where_the_quote_has_none_in_its_place() -> None:
    context = "President Rahmon arrived with Wang Yi. He praised the miners of the north."
    quote = "He praised the miners of the north."
    assert not check("Rahmon praised the miners of the north.", [quote]).supported
    assert check("Rahmon praised the miners of the north.", [quote], context=context).supported
    assert not check("Putin praised the miners of the north.", [quote], context=context).supported
    other = "Wang praised the miners of the north."
    assert not check("Rahmon praised the miners of the north.", [other], context=context).supported


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("China has not recognised the group.", "China is withholding recognition of the group."),
        ("Nobody has claimed the attack.", "The attack was unclaimed."),
        ("Gull Air has yet to pay the fine.", "Gull Air has not paid the fine."),
        ("Never before had a woman led the bank.", "She is the first woman to lead the bank."),
        (
            "No woman had led the bank until Mary Hill did.",
            "Mary Hill became the first woman to lead the bank.",
        ),
        ("The plan does not only help farmers.", "The plan helps farmers and miners."),
    ],
)
def test_a_denial_has_other_forms(said: str, quoted: str) -> None:
    assert check(said, [quoted]).faults == ()


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("The delegation did not visit Kabul.", "The delegation visited Kabul."),
        ("China has recognised the new government.", "China has not recognised it."),
        ("Exports of grain fell last spring.", "Exports of grain rose last spring."),
        ("Never before had a woman led the bank.", "A woman led the bank in the sixties."),
        ("Gull Air has yet to pay the fine.", "Gull Air has paid the fine."),
        ("Ann Hill is Norway's defence minister.", "Norway's foreign minister Ann Hill left."),
        ("The orchestra rehearsed a new symphony.", "The ministers signed a treaty."),
    ],
)
def test_what_the_quotes_do_not_say_is_a_fault(said: str, quoted: str) -> None:
    assert one(said, quoted) == (FaultKind.WORDS, "The quotes do not bear it out.")


def test_words_of_another_subject_are_a_fault_of_a_comparison() -> None:
    (fault,) = compare(
        "The orchestra rehearsed a new symphony.", ["The ministers signed a treaty."]
    ).faults
    assert fault.kind is FaultKind.WORDS
    assert fault.reason.startswith("Too little of it stands in the quotes: not orchestra")


def test_several_quotes_are_read_together() -> None:
    quotes = ["Muhriddin leads the Tajik foreign ministry.", "The talks took place in Dushanbe."]
    said = "Muhriddin leads the foreign ministry, and the talks took place in Dushanbe."
    assert check(said, quotes).supported
    assert not check(said, quotes[:1]).supported


def test_markers_pick_the_quotes_by_number() -> None:
    quotes = [VISIT, "It rained in Dushanbe."]
    assert check_cited("It rained in Dushanbe. [2]", quotes).supported
    assert check_cited("It rained in Dushanbe. [1][2]", quotes).supported
    assert check_cited("It rained in Dushanbe. [1, 2]", quotes).supported
    assert not check_cited("It rained in Dushanbe. [1]", quotes).supported


@pytest.mark.parametrize("marker", ["[0]", "[3]", "[1][7]"])
def test_a_marker_without_a_quote_is_a_fault(marker: str) -> None:
    (fault,) = check_cited(f"It rained. {marker}", ["It rained.", "It snowed."]).faults
    assert fault.kind is FaultKind.CITATION
    assert fault.reason == f"It cites {marker[-3:]}, there are 2 quotes."


@pytest.mark.parametrize(
    "found",
    [check_cited("It rained.", ["It rained."]), check("It rained.", []), check("A.", [" "])],
)
def test_a_sentence_that_cites_nothing_is_not_supported(found: Support) -> None:
    assert not found.supported
    assert [(fault.kind, fault.reason) for fault in found.faults] == [
        (FaultKind.CITATION, "It cites nothing.")
    ]


@pytest.mark.parametrize("text", ["", "…", "[", "1" * 400, "NOT " * 50, "\u0301", "Ünïcödé ½ ⅔"])
def test_odd_texts_are_judged_without_an_error(text: str) -> None:
    assert 0 <= check(text, ["The ministers met.", text]).score <= 1


def test_who_did_it_is_not_taken_from_what_stands_around_the_quotes() -> None:
    for said, quoted, around in (
        (
            "The hotel was attacked by the Red Hand.",
            "The attack on the hotel left five wounded.",
            "The Red Hand denies it.",
        ),
        (
            "Carl Dunn announced Gull Air's bankruptcy in Oslo.",
            "Carl Dunn said in Oslo that the weather was fine.",
            "Gull Air flies to Oslo.",
        ),
        (
            "The hotel was attacked by the Red Hand.",
            "The hotel was attacked on Monday.",
            "The Red Hand is an armed group.",
        ),
    ):
        assert not check(said, [quoted], context=around).supported


def test_one_who_is_named_twice_where_the_quote_has_two_is_a_fault() -> None:
    quote = "The delegation met the engineers, among them Bo Lind."
    assert one("Bo Lind met the engineers, among them Bo Lind.", quote) == (
        FaultKind.NAME,
        "It names Bo Lind twice, the quote once.",
    )


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Minister Ann Hill left Oslo.", "Foreign Minister Ann Hill left Oslo."),
        ("The bridge was opened by Ann Hill.", "Ann Hill opened the bridge."),
        ("Gull Air's new pilots met Gull Air's owner.", "Gull Air's new pilots met its owner."),
    ],
)
def test_the_same_doer_in_other_words_is_no_fault(said: str, quoted: str) -> None:
    assert check(said, [quoted]).faults == ()


def test_planted_faults_are_caught_and_faithful_sentences_pass() -> None:
    for cases, least, most in (
        ([case for case in paraphrased() if not case.held_out], 0.95, 0.1),
        (verbatim(), 0.95, 0.01),
    ):
        faithful = [case for case in cases if not case.fault]
        refused = sum(not supported(case) for case in faithful)
        # In all of them: evals.benchmarks.support.
        caught = [not supported(case) for case in planted(cases[::3])]
        assert refused / len(faithful) <= most
        assert sum(caught) / len(caught) >= least


@pytest.mark.parametrize(
    ("sentence", "quote", "supported"),
    [
        ("She didn't sign the treaty.", "She did not sign the treaty.", True),
        ("She did not sign the treaty.", "She didn’t sign the treaty.", True),
        ("They won't close the mill.", "They will not close the mill.", True),
        ("The dam can't be mended.", "The dam cannot be mended.", True),
        ("She signed the treaty.", "She didn't sign the treaty.", False),
        ("She didn't sign the treaty.", "She signed the treaty.", False),
        ("The sale is legal.", "The sale isn’t legal.", False),
    ],
)
def test_a_contracted_denial_is_the_same_denial(sentence, quote, supported):
    assert check(sentence, [quote]).supported is supported


def test_every_sentence_of_a_text_follows_from_itself():
    for path in sorted((ROOT / "seeds").iterdir()):
        text = path.read_text(encoding="utf-8")
        for start, end in sentence_spans(text):
            assert check(" ".join(text[start:end].split()), [text[start:end]]).supported
