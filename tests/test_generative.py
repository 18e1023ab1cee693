"""What a language model writes: each sentence held to the words it cites, or the archive's own."""

from collections.abc import Callable

import pytest
from scripted_model import ScriptedModel

from index import Archive
from qa import Answer, QueryEngine, Turn
from qa.models.llm import language_model
from qa.models.model_stream import Limits
from qa.models.prompts import MOST_SENTENCES, REFUSAL
from qa.suggestions import suggested_questions
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.generative import GenerativeAnswerer

ASKED = "Who is Tajikistan's foreign minister?"
TRUE = "Tajikistan's foreign minister is Sirojiddin Muhriddin."
FALSE = "Tajikistan's foreign minister is Mao Ning."
UNKNOWN = "What is the capital of Peru?"

Engine = Callable[..., QueryEngine]


@pytest.fixture
def engine(seeds_archive: Archive, scripted_model: ScriptedModel) -> Engine:
    def made(**settings: object) -> QueryEngine:
        llm = language_model(scripted_model.name, context_window=settings.pop("window", 8192))
        return QueryEngine(seeds_archive, llm=llm, **settings)

    return made


@pytest.fixture
def number(seeds_engine: QueryEngine) -> int:
    """The number under which the model is shown the passage that names the minister."""
    passages = seeds_engine.retrieve(ASKED)
    return next(n for n, p in enumerate(passages, 1) if "Foreign Minister Sirojiddin" in p.text)


def of_the_archive(answer: Answer) -> bool:
    """Whether every quote is an exact part of an article's text."""
    return bool(answer.citations) and answer.model is None


def test_what_the_model_writes_is_the_answer_with_exact_quotes(
    engine: Engine, scripted_model: ScriptedModel, seeds_archive: Archive, number: int
) -> None:
    scripted_model.say("Tajikistan's foreign ", f"minister is Sirojiddin Muhriddin. [{number}", "]")
    answer = engine().query(ASKED)
    assert answer.answered and answer.complete
    assert [each.text for each in answer.sentences] == [TRUE]
    assert answer.model == f"scripted at {scripted_model.host}"
    assert answer.note is None and answer.withheld == ()
    for citation in answer.citations:
        text = seeds_archive.article(citation.article_id).article.text
        assert text[citation.start : citation.end] == citation.quote
        assert "Muhriddin" in citation.quote
    assert ASKED in scripted_model.prompt


def test_sentences_come_as_they_are_finished(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    more = "Wang Yi met Tajikistan's President Emomali Rahmon in Dushanbe on Saturday."
    scripted_model.say(f"{TRUE} [{number}] ", 0.05, "Wang ", "Yi met ", more[12:], " [1]")
    growing = [answer for answer in engine().stream(ASKED) if not answer.complete]
    seen = [answer for answer in growing if answer.sentences]
    lengths = [len(answer.sentences) for answer in seen]
    assert lengths[0] == 1 and lengths == sorted(lengths)
    assert seen[0].sentences[0].text == TRUE


@pytest.mark.parametrize("marker", ["[99]", "[0]", "", "[7-99]"])
def test_a_marker_that_is_wrong_or_missing_is_put_right_and_never_shown(
    engine: Engine, scripted_model: ScriptedModel, marker: str
) -> None:
    scripted_model.say(f"{TRUE} {marker}")
    answer = engine().query(ASKED)
    assert answer.answered and "Muhriddin" in answer.citations[0].quote
    assert marker == "" or marker not in answer.text
    numbers = [n for sentence in answer.sentences for n in sentence.citations]
    assert sorted(set(numbers)) == [citation.number for citation in answer.citations]


def test_numbers_are_given_by_first_appearance(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    scripted_model.say(f"{TRUE} [{number}]")
    answer = engine().query(ASKED)
    assert [citation.number for citation in answer.citations] == list(
        range(1, len(answer.citations) + 1)
    )
    assert "[1]" in answer.text


def test_thoughts_without_a_beginning_are_taken_back(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    scripted_model.say(f"{FALSE} [1] They ask who. ", 0.05, f"Well.\n</think>\n{TRUE} [{number}]")
    answers = list(engine().stream(ASKED))
    assert [each.text for each in answers[-1].sentences] == [TRUE]
    assert answers[-1].withheld == ()


def test_data_in_the_place_of_an_answer_is_not_shown(
    engine: Engine, scripted_model: ScriptedModel
) -> None:
    scripted_model.say(f'```json\n{{"answer": "{TRUE}"}}\n```')
    answer = engine().query(ASKED)
    assert of_the_archive(answer)
    assert answer.note and "wrote nothing that can be read" in answer.note


def test_a_sentence_that_nothing_bears_out_is_left_out_and_told(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    scripted_model.say(f"{TRUE} [{number}] He was born in Lima in 1913. [{number}]")
    answer = engine().query(ASKED)
    assert [each.text for each in answer.sentences] == [TRUE]
    assert [each.text for each in answer.withheld] == ["He was born in Lima in 1913."]
    assert answer.withheld[0].faults[0].reason
    assert "Lima" not in answer.text


def test_where_nothing_is_left_the_articles_own_sentences_answer(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine
) -> None:
    scripted_model.say(f"{FALSE} [1]")
    answer = engine().query(ASKED)
    assert answer.sentences == seeds_engine.query(ASKED).sentences
    assert answer.model is None
    assert answer.note is not None and "follows from the articles" in answer.note
    assert [each.text for each in answer.withheld] == [FALSE]


def test_such_sentences_stay_marked_where_that_is_asked_for(
    engine: Engine, scripted_model: ScriptedModel
) -> None:
    scripted_model.say(f"{FALSE} [1]")
    answer = engine(keep_unsupported=True).query(ASKED)
    assert [each.text for each in answer.sentences] == [FALSE]
    assert answer.sentences[0].faults and answer.withheld == ()


@pytest.mark.parametrize(
    "said", [REFUSAL, f"{REFUSAL}.", "The passages do not mention Tajikistan's foreign minister."]
)
def test_a_model_that_finds_no_answer_refuses(
    engine: Engine, scripted_model: ScriptedModel, said: str
) -> None:
    scripted_model.say(said)
    answer = engine().query(ASKED)
    assert not answer.answered and answer.citations == ()
    assert answer.reason is not None and answer.reason.startswith("The archive does not say")
    assert answer.note is not None and "found no answer" in answer.note
    assert answer.nearest is not None


def test_a_refusal_asks_no_model(engine: Engine, scripted_model: ScriptedModel) -> None:
    answer = engine().query(UNKNOWN)
    assert not answer.answered
    assert scripted_model.asked == []


@pytest.mark.parametrize("said", ["asdf qwer zxcv", "1. 2. 3.", "[1] [2]", "<think>hm</think>"])
def test_a_model_that_talks_nonsense_leaves_the_articles_own_sentences(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine, said: str
) -> None:
    scripted_model.say(said)
    answer = engine().query(ASKED)
    assert answer.sentences == seeds_engine.query(ASKED).sentences
    assert answer.note is not None and answer.note.endswith("own sentences answer instead.")


def test_a_model_that_fails_leaves_the_articles_own_sentences_and_says_why(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine
) -> None:
    scripted_model.fail(401, '{"error": {"message": "Incorrect API key provided: sk-secret"}}')
    answer = engine().query(ASKED)
    assert answer.sentences == seeds_engine.query(ASKED).sentences
    assert answer.note is not None and scripted_model.host in answer.note
    assert "sk-secret" not in str(answer.to_dict())


def test_a_model_that_breaks_off_leaves_its_finished_sentences(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    scripted_model.cut_off(f"{TRUE} [{number}] ", "He said that")
    answer = engine().query(ASKED)
    assert [each.text for each in answer.sentences] == [TRUE]
    assert answer.note is not None and answer.note.endswith("The answer may lack something.")


def test_a_model_that_is_too_slow_is_not_waited_for(
    seeds_archive: Archive, scripted_model: ScriptedModel, seeds_engine: QueryEngine
) -> None:
    scripted_model.hang()
    extractive = ExtractiveAnswerer()
    llm = language_model(scripted_model.name)
    slow = GenerativeAnswerer(llm, extractive, Limits(first_s=0.3))
    answer = QueryEngine(seeds_archive, answerer=slow).query(ASKED)
    assert answer.sentences == seeds_engine.query(ASKED).sentences
    assert answer.note is not None and "within 0.3 seconds" in answer.note


def test_who_listens_can_stop_while_nothing_comes(
    seeds_archive: Archive, scripted_model: ScriptedModel
) -> None:
    scripted_model.hang()
    llm, extractive = language_model(scripted_model.name), ExtractiveAnswerer()
    patient = GenerativeAnswerer(llm, extractive, Limits(tick_s=0.1))
    answers = QueryEngine(seeds_archive, answerer=patient).stream(ASKED)
    waiting = next(answer for answer in answers if not answer.progress)
    assert not waiting.answered and not waiting.complete and waiting.text == ""
    assert waiting.reason is None and waiting.nearest is None
    answers.close()
    assert scripted_model.left.wait(5.0)


def test_a_model_that_repeats_itself_is_stopped(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    scripted_model.say(*[f"{TRUE} [{number}] "] * 40)
    answer = engine().query(ASKED)
    assert [each.text for each in answer.sentences] == [TRUE]


def test_a_sentence_that_is_said_twice_takes_nothing_with_it(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    more = "Wang Yi met Tajikistan's President Emomali Rahmon in Dushanbe on Saturday."
    scripted_model.say(f"{TRUE} [{number}] {TRUE} [{number}] {more} [{number}]")
    assert [each.text for each in engine().query(ASKED).sentences] == [TRUE, more]


def test_what_is_beyond_the_most_sentences_is_told(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    said = [f"Sirojiddin Muhriddin is foreign minister{'!' * n} [{number}]" for n in range(1, 8)]
    scripted_model.say("\n".join(said))
    answer = engine().query(ASKED)
    assert len(answer.sentences) == MOST_SENTENCES
    assert answer.note is not None and answer.note.endswith("more than these 6 sentences.")
    scripted_model.say("\n".join(said[:MOST_SENTENCES]))
    answer = engine().query(ASKED)
    assert len(answer.sentences) == MOST_SENTENCES and answer.note is None


@pytest.mark.parametrize(
    "said",
    [
        "Based on the passages, Tajikistan's foreign minister is Sirojiddin Muhriddin. [{n}]",
        "According to passage [{n}], Tajikistan's foreign minister is Sirojiddin Muhriddin.",
        "Tajikistan's foreign minister is Sirojiddin Muhriddin [{n}] and [{n}].",
        "Tajikistan's foreign minister is Sirojiddin Muhriddin (Passage {n}).",
        "Sure! Tajikistan's foreign minister is Sirojiddin Muhriddin. [{n}] I hope this helps!",
        "Who is it? Tajikistan's foreign minister is Sirojiddin Muhriddin. [{n}]",
        "<think>It is Mao Ning.</think>{true} [{n}]",
        "{true} [{n}] <think>Wang Yi met Tajikistan's President.</think>",
        "**Answer:** {true} [{n}]\n\n## Sources\n[{n}] China and Tajikistan voiced concern.",
    ],
)
def test_what_surrounds_an_answer_is_no_part_of_it(
    engine: Engine, scripted_model: ScriptedModel, number: int, said: str
) -> None:
    scripted_model.say(said.format(n=number, true=TRUE))
    answer = engine().query(ASKED)
    assert [each.text for each in answer.sentences] == [TRUE]
    assert answer.withheld == () and answer.note is None


def test_what_a_refusal_says_besides_is_told_and_not_lost(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    said = "The passages do not name the minister, but Wang Yi met Sirojiddin Muhriddin."
    scripted_model.say(f"{said} [{number}]")
    answer = engine().query(ASKED)
    assert not answer.answered
    assert [each.text for each in answer.withheld] == [said]


def test_passages_that_do_not_fit_are_left_out_of_the_prompt(
    engine: Engine, scripted_model: ScriptedModel
) -> None:
    scripted_model.say(REFUSAL)
    engine().query(ASKED)
    assert "passage [8]" in scripted_model.prompt
    scripted_model.say(REFUSAL)
    engine(window=2000).query(ASKED)
    assert "passage [1]" in scripted_model.prompt and "passage [8]" not in scripted_model.prompt


def test_a_model_that_can_read_next_to_nothing_is_not_asked(
    engine: Engine, scripted_model: ScriptedModel
) -> None:
    answer = engine(window=700).query(ASKED)
    assert scripted_model.asked == []
    assert answer.answered and answer.note is not None and "does not fit" in answer.note


def test_the_short_answer_stays_where_the_model_says_it_too(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine
) -> None:
    extracted = seeds_engine.query(ASKED)
    assert extracted.short is not None
    quote = extracted.citations[0]
    numbers = [
        n
        for n, p in enumerate(seeds_engine.retrieve(ASKED), 1)
        if p.article_id == quote.article_id and p.start <= quote.start and quote.end <= p.end
    ]
    scripted_model.say(f"{' '.join(quote.quote.split())} [{numbers[0]}]")
    answer = engine().query(ASKED)
    assert answer.short is not None and answer.short.text == extracted.short.text
    scripted_model.say("Wang Yi described Afghanistan as an undeniable neighbor. [1]")
    assert engine().query(ASKED).short is None


def test_a_follow_up_is_made_to_stand_alone_by_the_model(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    history = [Turn("Where is Dushanbe?", "In Tajikistan. [1]")]
    scripted_model.say(f"Question: {ASKED}\n")
    scripted_model.say(f"{TRUE} [{number}]")
    answer = engine().query("And who is its foreign minister?", history=history)
    assert answer.standalone_question == ASKED
    assert answer.sentences[0].text == TRUE
    assert "And who is its foreign minister?" in "\n".join(
        message["content"] for message in scripted_model.asked[0].body["messages"]
    )


@pytest.mark.parametrize(
    "said",
    [
        f"Rewritten question: {ASKED}",
        f"Here is the question: **{ASKED}**",
        f'Reader: "{ASKED}" [1]',
    ],
)
def test_what_surrounds_a_question_is_no_part_of_it(
    engine: Engine, scripted_model: ScriptedModel, said: str
) -> None:
    scripted_model.say(said)
    scripted_model.say(REFUSAL)
    answer = engine().query("And who is that?", history=[Turn("Where is Tajikistan?", "")])
    assert answer.standalone_question == ASKED


@pytest.mark.parametrize(
    "said",
    [
        "",
        "One line.\nAnd another one.",
        "?",
        "Who " * 200,
        REFUSAL,
        "I'm sorry, but I cannot help with that.",
        "ok",
    ],
)
def test_a_follow_up_that_the_model_spoils_is_made_to_stand_alone_by_rules(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine, said: str
) -> None:
    history = [Turn(ASKED, f"{TRUE} [1]")]
    scripted_model.say(said)
    scripted_model.say(REFUSAL)
    answer = engine().query("Who did he meet?", history=history)
    by_rules = seeds_engine.query("Who did he meet?", history=history)
    assert answer.standalone_question == by_rules.standalone_question


def test_the_same_script_gives_the_same_answer_twice(
    engine: Engine, scripted_model: ScriptedModel, number: int
) -> None:
    answers = []
    for _ in range(2):
        scripted_model.say(f"{TRUE} [{number}]")
        answers.append(engine().query(ASKED))
    assert answers[0] == answers[1]
    assert scripted_model.asked[0].body == scripted_model.asked[1].body


def test_questions_are_suggested_without_asking_the_model(
    engine: Engine, scripted_model: ScriptedModel, seeds_engine: QueryEngine
) -> None:
    assert suggested_questions(engine()) == suggested_questions(seeds_engine) != ()
    assert scripted_model.asked == []
