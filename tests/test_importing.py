"""Each format from small files in exactly its layout; the texts are made up."""

import csv
import gzip
import json
from datetime import date

import pytest

from evals.importing import FORMATS, import_set, write_import
from evals.importing.gathered import Gatherer
from evals.importing.squad import read_squad
from evals.question_sets.questions import (
    Gold,
    Question,
    question_dict,
    read_questions,
    resolve_gold,
)
from index.articles import Article
from index.errors import QuestionSetError
from index.formats.files import read

HARBOUR = (
    "Ada Brook opened the harbour in 1931. It cost 4,500 crowns, she said. Gulls came at once."
)
BRIDGE = "The bridge was closed in May. Nobody knows who paid for it."


def put(path, value):
    """Write lines of JSON to .jsonl, one value to .json, each packed where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lined = ".jsonl" in path.name
    text = "".join(json.dumps(each) + "\n" for each in value) if lined else json.dumps(value)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


def reasons(imported):
    return [reason for each in imported.left_out for reason in each.reasons]


def counts(imported):
    """Questions read and taken, articles read and taken."""
    return (
        imported.questions_read,
        len(imported.questions),
        imported.articles_read,
        len(imported.articles),
    )


class Shelf:
    """The articles that `dateline index` would read from a file, by id."""

    def __init__(self, path):
        self.found = list(read(path))
        self.by_id = {article.id: article for article in self.found}

    def article(self, name):
        return type("Stored", (), {"article": self.by_id[name]})


def written(imported, folder):
    """The set as its files give it back: the questions with their gold found in the articles."""
    write_import(imported, folder)
    shelf = Shelf(folder / "articles.jsonl")
    assert all(isinstance(each, Article) for each in shelf.found)
    assert set(shelf.by_id) == {article.id for article in imported.articles}
    return resolve_gold(read_questions(folder / "questions.jsonl"), shelf)


def asked(number, question, *answers, **more):
    return {
        "id": f"q{number}",
        "question": question,
        "answers": [{"text": text, "answer_start": start} for text, start in answers],
    } | more


def squad_file(path, *questions, text=HARBOUR, title="Old_harbours"):
    paragraphs = [{"context": text, "qas": list(questions)}, {"context": BRIDGE, "qas": []}]
    return put(path, {"version": "v2.0", "data": [{"title": title, "paragraphs": paragraphs}]})


def test_a_squad_paragraph_is_an_article_and_the_sentence_around_the_answer_its_quote(tmp_path):
    path = squad_file(
        tmp_path / "dev.json",
        asked(1, " What did it cost?", ("4,500 crowns", 46), ("4,500", 46), ("4,500", 46)),
    )
    imported = import_set("squad", path)
    assert counts(imported) == (1, 1, 2, 2)
    (question,) = written(imported, tmp_path / "out")
    assert question.question == "What did it cost?"
    assert question.answers == ("4,500 crowns", "4,500")
    assert question.kind == "in-paragraph"
    (gold,) = question.gold
    assert gold.quote == "It cost 4,500 crowns, she said."
    assert len(gold.places) == 1
    first, second = imported.articles
    assert (first.title, first.text, second.text) == ("Old harbours", HARBOUR, BRIDGE)
    assert gold.article == first.id == "1-1" and second.id == "1-2"


def test_an_answer_over_two_sentences_has_both_as_its_quote(tmp_path):
    answer = "1931. It cost"
    path = squad_file(tmp_path / "a.json", asked(1, "When?", (answer, HARBOUR.index(answer))))
    (question,) = import_set("squad", path).questions
    assert question.gold[0].quote == HARBOUR.removesuffix(" Gulls came at once.")


def test_a_web_address_in_place_of_a_title_is_no_headline(tmp_path):
    title = "https://news.example/2015/harbour.html"
    path = squad_file(tmp_path / "a.json", asked(1, "Who?", ("Ada Brook", 0)), title=title)
    assert import_set("squad", path).articles[0].title == ""


def test_squad_2s_impossible_question_is_unanswerable_and_of_a_kind_of_its_own(tmp_path):
    plausible = [{"text": "Gulls", "answer_start": 70}]
    path = squad_file(
        tmp_path / "dev.json.gz",
        asked(1, "Who paid?", is_impossible=True, plausible_answers=plausible),
    )
    (question,) = import_set("squad", path).questions
    assert (question.answerable, question.kind) == (False, "not-in-paragraph")
    assert question.answers == () and question.gold == ()


def test_each_fault_of_a_squad_file_is_told_with_its_place_and_the_rest_goes_on(tmp_path):
    path = squad_file(
        tmp_path / "dev.json",
        asked(1, "Who?", ("Ada Brook", 1)),
        asked(2, "???", ("Ada Brook", 0)),
        asked(3, "When?", ("1931", "32")),
        asked(4, "Whose?"),
        asked(5, "Who?", ("Ada Brook", 0)),
        asked(5, "Who then?", ("Ada Brook", 0)),
        asked(6, "What?", ("!", 0)),
        "no question",
    )
    imported = import_set("squad", path)
    assert counts(imported) == (8, 1, 2, 2)
    at = f"{path}: data[0].paragraphs[0].qas"
    assert reasons(imported) == [
        f"{at}[0].answers[0].answer_start: at 1 of the context there is 'da Brook ', "
        "not 'Ada Brook'",
        f'{at}[1].question: must hold a letter or a digit, but is "???"',
        f'{at}[2].answers[0].answer_start: must be a whole number from 0, but is "32"',
        f"{at}[3].answers: is empty, and is_impossible is not true",
        f"{at}[5]: 'q5' is the id of {at}[4] already",
        f"{at}[6].answers[0].answer_start: at 0 of the context there is 'A', not '!'",
        f'{at}[7]: must be an object, but is "no question"',
    ]


def test_a_paragraph_without_text_is_left_out_with_its_questions(tmp_path):
    questions = asked(1, "Who?", ("Ada", 0)), asked(2, "Why?", is_impossible=True)
    path = squad_file(tmp_path / "a.json", *questions, text=None)
    imported = import_set("squad", path)
    assert counts(imported) == (2, 0, 2, 1)
    at = f"{path}: data[0].paragraphs[0]"
    assert reasons(imported) == [
        f"{at}.context: is missing",
        f"{at}.qas[0]: its paragraph is left out",
        f"{at}.qas[1]: its paragraph is left out",
    ]


def test_whoever_reads_squad_for_training_gets_every_paragraph_or_an_error(tmp_path):
    good = squad_file(tmp_path / "good.json.gz", asked(1, "Who?", ("Ada Brook", 0)))
    first, second = read_squad(good)
    assert (first.text, first.article, second.asked) == (HARBOUR, 0, ())
    assert (first.asked[0].answers, first.asked[0].starts) == (("Ada Brook",), (0,))
    bad = squad_file(tmp_path / "bad.json", asked(1, "Who?"), asked(2, 7, ("Ada Brook", 0)))
    with pytest.raises(QuestionSetError, match=r"2 faults:(.|\n)*qas\[1\]\.question: must be"):
        read_squad(bad)


def quiz_folder(folder, *questions, articles=None):
    put(folder / "questions.jsonl.gz", questions)
    made = [
        {"id": "a1", "url": "https://News.example/harbour/?utm_source=x", "title": "Harbour",
         "published": "2022-06-15", "authors": ["Carl Dunn"], "publisher": "news.example",
         "text": HARBOUR},
        {"id": "a2", "url": "https://news.example/bridge", "title": None, "published": None,
         "authors": [], "publisher": None, "text": BRIDGE},
        {"id": "a3", "url": "https://news.example/late", "title": "Late",
         "published": "2022-06-18", "authors": [], "publisher": "news.example", "text": "Late."},
    ]  # fmt: skip
    put(folder / "articles.jsonl.gz", made if articles is None else articles)
    return folder


def quiz(number=1, **fields):
    return {
        "id": f"20220617_{number}",
        "question": "Who opened the harbour this week?",
        "asked": "2022-06-17",
        "answer": "Ada Brook",
        "choices": ["Carl Dunn", "Ada Brook", ""],
        "evidence": ["a1"],
        "retrieved": ["a2"],
        "nota_choices": None,
        "nota_answer": None,
        "quiz": "CNN",
    } | fields


def test_a_quiz_question_keeps_its_choices_and_is_asked_as_on_its_day(tmp_path):
    imported = import_set("realtimeqa", quiz_folder(tmp_path / "in", quiz()))
    (question,) = written(imported, tmp_path / "out")
    assert question.as_of == date(2022, 6, 17)
    assert question.choices == ("Carl Dunn", "Ada Brook")
    assert (question.answers, question.kind) == (("Ada Brook",), "quiz")
    (gold,) = question.gold
    assert (gold.article, gold.quote) == ("https://news.example/harbour", "")


def test_an_article_that_came_out_after_the_quiz_is_no_gold(tmp_path):
    folder = quiz_folder(
        tmp_path, quiz(1, evidence=["a3", "a2"]), quiz(2, evidence=["a3"]), quiz(3, evidence=[])
    )
    first, second, third = import_set("realtimeqa", folder).questions
    assert [gold.article for gold in first.gold] == ["https://news.example/bridge"]
    assert (second.gold, second.kind) == ((), "quiz-no-article")
    assert (third.gold, third.kind) == ((), "quiz-no-article")


def test_two_records_with_one_address_are_one_article(tmp_path):
    same = {"url": "https://news.example/harbour", "title": "", "authors": [], "published": None}
    articles = [
        {"id": "a1", "text": HARBOUR} | same,
        {"id": "a2", "text": HARBOUR} | same,
        {"id": "a3", "text": BRIDGE} | same,
    ]
    folder = quiz_folder(tmp_path, quiz(evidence=["a1", "a2", "a3"]), articles=articles)
    imported = import_set("realtimeqa", folder)
    assert counts(imported) == (1, 1, 3, 1)
    assert imported.repeated == 1
    lines = f"{folder / 'articles.jsonl.gz'}"
    assert reasons(imported) == [
        f"{lines}:3: 'https://news.example/harbour' is in {lines}:1 with another text"
    ]
    assert imported.questions[0].gold == (Gold("https://news.example/harbour"),)


def test_a_quiz_whose_answer_is_no_choice_or_whose_day_is_none_is_left_out(tmp_path):
    folder = quiz_folder(tmp_path, quiz(1, answer="Erik Frost"), quiz(2, asked="17 June"))
    imported = import_set("realtimeqa", folder)
    assert imported.questions == ()
    lines = folder / "questions.jsonl.gz"
    assert reasons(imported) == [
        f"{lines}:1: choices: must hold one of the answers, letter for letter",
        f'{lines}:2: asked: must be a day as 2025-11-29 or null, but is "17 June"',
    ]


def weekly(number, answer="1"):
    return {
        "question_id": f"20220617_{number}",
        "question_date": "2022/06/17",
        "question_source": "CNN",
        "question_url": "https://quiz.example",
        "question_sentence": "Who opened the harbour?",
        "choices": ["Carl Dunn", "Ada Brook", "Erik Frost", "Di Marsh"],
        "answer": [answer],
        "evidence": "Ada Brook did.",
    }


def found(url, text=None, day="2022/06/15", **more):
    read_from_the_page = {"text": text, "authors": [], "publish_date": day} if text else {}
    return {"url": url, **read_from_the_page, **more}


def test_the_weekly_files_of_real_time_qa_are_read_with_what_was_found_for_them(tmp_path):
    put(tmp_path / "20220617_qa.jsonl", [weekly(0), weekly(1)])
    put(tmp_path / "20220617_qa_nota.jsonl", [weekly(0)])
    bridge = found("https://www.news.example/b", BRIDGE, title="Bridge")
    returned = [bridge, found("https://news.example/dead", title="Dead")]
    put(
        tmp_path / "20220617_gcs.jsonl",
        [
            {"question_id": "20220617_0", "search_time": "2022/06/18/03:03",
             "search_result": returned},
            {"question_id": "20220617_1", "search_time": "2022/06/18/03:04",
             "search_result": [bridge]},
        ],
    )  # fmt: skip
    linked = [found("https://news.example/h", HARBOUR)]
    put(
        tmp_path / "20220617_gold.jsonl",
        [{"question_id": "20220617_0", "search_result": linked}],
    )
    for path in (tmp_path, tmp_path / "20220617_qa.jsonl"):
        imported = import_set("realtimeqa", path)
        assert counts(imported) == (2, 2, 4, 2)
        assert imported.repeated == 1
        first, second = imported.questions
        assert first.answers == ("Ada Brook",) and first.as_of == date(2022, 6, 17)
        assert first.gold == (Gold("https://news.example/h"),)
        assert second.kind == "quiz-no-article"
        (reason,) = reasons(imported)
        assert reason.endswith("20220617_gcs.jsonl:1: search_result[1].text: is missing")
        by_id = {article.id: article for article in imported.articles}
        article = by_id["https://www.news.example/b"]
        assert (article.publisher, article.published) == ("news.example", "2022-06-15")
        assert article.title == "Bridge"


def test_a_weekly_answer_must_be_the_position_of_a_choice(tmp_path):
    put(tmp_path / "20220617_qa.jsonl", [weekly(0, "4"), weekly(1, "Ada Brook")])
    imported = import_set("realtimeqa", tmp_path)
    said = 'answer: must be the position of a choice, as ["2"], but is'
    path = tmp_path / "20220617_qa.jsonl"
    assert reasons(imported) == [f"{path}:1: {said} ['4']", f"{path}:2: {said} ['Ada Brook']"]


def evidence(fact, place="harbour"):
    return {
        "author": None,
        "category": "business",
        "fact": fact,
        "published_at": "2023-09-26T17:01:22+00:00",
        "source": "The Gull",
        "title": f"About the {place}",
        "url": f"https://gull.example/{place}",
    }


COST, OPENED = "It cost 4,500 crowns, she said.", "Ada Brook opened the harbour in 1931."
HOPS = [
    {"query": "What did the harbour that Ada Brook opened cost?", "answer": "4,500 crowns",
     "question_type": "inference_query", "evidence_list": [evidence(OPENED), evidence(COST)]},
    {"query": "Was it dear?", "answer": "Yes", "question_type": "comparison_query",
     "evidence_list": [evidence(COST), evidence("The bridge was closed in May.", "bridge")]},
    {"query": "Who owns it?", "answer": "Insufficient information.",
     "question_type": "null_query", "evidence_list": []},
]  # fmt: skip


def test_multihop_with_its_corpus_quotes_sentences_of_whole_articles(tmp_path):
    put(tmp_path / "in" / "MultiHopRAG.json", HOPS)
    whole = [
        {**evidence(None, place), "body": body, "author": "Ada"}
        for place, body in (("harbour", HARBOUR), ("bridge", BRIDGE))
    ]
    put(tmp_path / "in" / "corpus.json", whole)
    imported = import_set("multihop-rag", tmp_path / "in")
    assert counts(imported) == (3, 3, 2, 2)
    first, second, third = written(imported, tmp_path / "out")
    assert first.all and first.kind == "inference"
    assert [gold.article for gold in first.gold] == ["https://gull.example/harbour"] * 2
    assert all(len(gold.places) == 1 for gold in (*first.gold, *second.gold))
    assert (third.answerable, third.kind, third.answers) == (False, "null", ())
    article = imported.articles[0]
    assert (article.publisher, article.published) == ("The Gull", "2023-09-26")
    assert (article.section, article.authors) == ("business", ("Ada",))


def test_multihop_without_its_corpus_makes_an_article_of_each_sentence(tmp_path):
    lines = [{"id": str(n)} | hop for n, hop in enumerate(HOPS)]
    for line in lines:
        line["question"] = line.pop("query")
    put(tmp_path / "in" / "multihop-rag.jsonl.gz", lines)
    imported = import_set("multihop-rag", tmp_path / "in" / "multihop-rag.jsonl.gz")
    assert counts(imported) == (3, 3, 3, 3)
    questions = written(imported, tmp_path / "out")
    assert [question.id for question in questions] == ["0", "1", "2"]
    assert all(gold.places for question in questions for gold in question.gold)
    assert {article.text for article in imported.articles} == {OPENED, COST, BRIDGE[:29]}


def test_a_question_whose_evidence_is_not_in_the_corpus_is_left_out(tmp_path):
    path = put(tmp_path / "MultiHopRAG.json", HOPS[1:2])
    put(tmp_path / "corpus.json", [{**evidence(None), "body": HARBOUR}])
    imported = import_set("multihop-rag", tmp_path)
    assert counts(imported) == (1, 0, 1, 1)
    assert reasons(imported) == [
        f"{path}: [0]: its gold article 'https://gull.example/bridge' is not among the articles "
        "taken"
    ]


def beir_folder(folder, **qrels):
    put(
        folder / "corpus.jsonl",
        [
            {"_id": "d1", "title": "Harbour", "text": HARBOUR, "metadata": {}},
            {"_id": "d2", "title": "", "text": BRIDGE, "metadata": {}},
            {"_id": "d3", "title": "Empty", "text": "", "metadata": {}},
        ],
    )
    queries = [{"_id": f"q{n}", "text": f"question {n}", "metadata": {}} for n in range(1, 6)]
    put(folder / "queries.jsonl", queries)
    (folder / "qrels").mkdir()
    for split, rows in qrels.items():
        with open(folder / "qrels" / f"{split}.tsv", "w", encoding="utf-8") as file:
            lines = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
            lines.writerows([("query-id", "corpus-id", "score"), *rows])
    return folder


def test_beirs_judged_articles_are_gold_as_wholes_with_their_grades(tmp_path):
    rows = [("q1", "d1", 2), ("q1", "d2", 1), ("q1", "d9", 1), ("q2", "d1", 0), ("q8", "d1", 1)]
    rows += [("q4", "d2"), ("q5", "d2", "high")]
    folder = beir_folder(tmp_path / "in", test=rows, train=[("q3", "d2", 1)])
    imported = import_set("beir", folder)
    assert counts(imported) == (6, 2, 3, 2)
    first, second = written(imported, tmp_path / "out")
    assert first.gold == (Gold("d1", grade=2), Gold("d2"))
    assert (first.id, first.kind, first.answers) == ("q1", "test", ())
    assert (second.id, second.kind) == ("q3", "train")
    qrels = folder / "qrels" / "test.tsv"
    assert reasons(imported) == [
        f'{folder}/corpus.jsonl:3: text: must hold a letter or a digit, but is ""',
        f"{folder}/queries.jsonl:2: the qrels judge no article relevant to it",
        f"{qrels}:7: must have query-id, corpus-id and score, but has 2 columns",
        f"{qrels}:8: score: must be a whole number, but is 'high'",
        f"{folder}/qrels: 'q8' is the id of no query in {folder}/queries.jsonl",
        f"{folder}/queries.jsonl:1: its gold article 'd9' is not among the articles taken",
    ]
    assert imported.left_out[-1].record == "gold"


def time_folder(folder):
    folder.mkdir()
    texts = f"*TEXT 017 01/04/63 PAGE 020\n\n{HARBOUR.upper()}\n\nTHE END\n\n*TEXT 019 PAGE 021\n\n"
    with gzip.open(folder / "TIME.ALL.gz", "wt", encoding="latin-1") as file:
        file.write(f"{texts}{BRIDGE.upper()}\n\n*STOP\n\n")
    topics = ["COST OF\n\nHARBOURS .", "BRIDGES .", "GULLS ."]
    lines = [f"*FIND    {number:2}\n\n {topic}\n" for number, topic in enumerate(topics, 1)]
    (folder / "TIME.QUE").write_text("\n".join([*lines, "*STOP\n"]))
    (folder / "TIME.REL").write_text("\n1  1 3\n\n2  2\n")
    return folder


def test_a_time_topic_is_a_question_and_articles_count_from_one(tmp_path):
    imported = import_set("trec-time", time_folder(tmp_path / "in"))
    assert counts(imported) == (3, 2, 2, 2)
    first, second = written(imported, tmp_path / "out")
    assert (first.id, first.question) == ("time-1", "COST OF HARBOURS .")
    assert first.gold == (Gold("1"),) and second.gold == (Gold("2"),)
    assert imported.articles[0].text == f"{HARBOUR.upper()}\nTHE END"
    assert [article.published for article in imported.articles] == ["1963-01-04", None]
    assert [(each.record, each.reasons[0].partition(": ")[2]) for each in imported.left_out] == [
        ("question", "FIND 3: TIME.REL names no article that is relevant to it"),
        ("gold", "FIND 1: its gold article '3' is not among the articles taken"),
    ]


def example(query, answer, contexts, by=None):
    return {
        "query": query,
        "query_by": by and {"model_name": "", "type": by},
        "reference_contexts": contexts,
        "reference_answer": answer,
        "reference_answer_by": None,
    }


def test_a_labelled_rag_datasets_contexts_are_articles_and_gold_as_wholes(tmp_path):
    examples = [
        example("Who opened it?", "Ada Brook did.", [HARBOUR, BRIDGE], "human"),
        example("When was it closed?", "", [BRIDGE], "ai"),
        example("What is it?", "A bridge.", None),
        example("Why?", "", []),
        example("Where?", "Here.", [7]),
    ]
    put(tmp_path / "in" / "rag_dataset.json", {"examples": examples})
    imported = import_set("llama-index", tmp_path / "in")
    assert counts(imported) == (5, 3, 3, 2)
    assert imported.repeated == 1
    first, second, third = written(imported, tmp_path / "out")
    assert first.gold == (Gold("context-1"), Gold("context-2"))
    assert (first.answers, first.kind) == (("Ada Brook did.",), "human")
    assert (second.gold, second.answers, second.kind) == ((Gold("context-2"),), (), "ai")
    assert (third.gold, third.answers, third.kind) == ((), ("A bridge.",), "unsigned")
    at = f"{tmp_path}/in/rag_dataset.json: examples"
    assert reasons(imported) == [
        f"{at}[3]: answerable: is true, so answers or gold must say what the answer is",
        f"{at}[4].reference_contexts[0]: must be a string, but is 7",
    ]


TABLE = """\
id,question,answerable,kind,answers,choices,all,as_of,held_out,gold.article,gold.quote
a,Who?,TRUE,fact,Ada | Ada Brook,,,2025-11-29,false,one.txt|two.txt,Ada came|
b,"Which, then?",false,off-topic,,,,,true,,
,,,,,,,,,,
c,A bar?,true,fact,a\\|b,a\\|b|c,true,,,one.txt,
"""


def test_a_table_has_a_column_for_each_field(tmp_path):
    for separator in (",", ";", "\t"):
        path = tmp_path / "set.csv"
        text = TABLE if separator == "," else TABLE.replace('"Which, then?"', "Which then?")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace(",", separator).encode())
        imported = import_set("csv", path)
        assert reasons(imported) == []
        first, second, third = imported.questions
        assert first.answers == ("Ada", "Ada Brook") and first.as_of == date(2025, 11, 29)
        assert first.gold == (Gold("one.txt", "Ada came"), Gold("two.txt"))
        assert (second.answerable, second.held_out) == (False, True)
        assert (third.answers, third.choices, third.all) == (("a|b",), ("a|b", "c"), True)
    write_import(imported, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["questions.jsonl"]


def test_a_tables_faults_name_line_and_column(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text(
        "id,question,answerable,kind,answers,gold.article,gold.quote\n"
        "a,Who?,perhaps,fact,Ada,,\n"
        "b,,true,fact,Ada,,\n"
        "c,Who?,true,fact,Ada,one.txt,x|y\n"
        "d,Who?,true,fact,Ada,,,more\n"
        "e,Who?,true,fact,,,\n"
    )
    imported = import_set("csv", path)
    assert counts(imported) == (5, 0, 0, 0)
    assert reasons(imported) == [
        f'{path}:2: answerable: must be true or false, but is "perhaps"',
        f"{path}:3: question: is missing",
        f"{path}:4: gold.quote: has 2 parts, but gold.article has 1",
        f"{path}:5: has 8 cells under 7 columns",
        f"{path}:6: answerable: is true, so answers or gold must say what the answer is",
    ]


def test_a_tables_header_is_refused_with_the_names_of_its_columns(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text("id,question,anwserable,kind,kind,colour\n")
    with pytest.raises(QuestionSetError) as caught:
        import_set("csv", path)
    said = str(caught.value)
    assert "the column 'answerable' is missing" in said
    assert "the column 'kind' stands twice" in said
    assert "'anwserable' is no field of a question; did you mean answerable?" in said
    assert "'colour' is no field of a question" in said


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_in_no_such_format_gets_a_sentence_that_says_what_was_expected(name, tmp_path):
    wanted = FORMATS[name].wanted
    elsewhere = put(tmp_path / "list.json", ["no", "records"])
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (tmp_path / "nowhere", elsewhere, empty):
        with pytest.raises(QuestionSetError) as caught:
            write_import(import_set(name, path), tmp_path / "out")
        said = str(caught.value)
        assert "\n" not in said
        assert wanted in said or "cannot be read" in said or "must be an object" in said, said
    with pytest.raises(QuestionSetError, match="There is nothing at"):
        import_set(name, tmp_path / "nowhere")


def test_a_line_that_is_not_json_is_one_fault_and_the_rest_is_taken(tmp_path):
    folder = quiz_folder(tmp_path, quiz())
    path = folder / "questions.jsonl.gz"
    path.write_bytes(gzip.compress(b"{broken\n" + json.dumps(quiz()).encode()))
    imported = import_set("realtimeqa", folder)
    assert counts(imported) == (2, 1, 3, 3)
    (reason,) = reasons(imported)
    assert reason.startswith(f"{path}:1: the line is not JSON in UTF-8")


def test_a_broken_gzip_file_gets_a_sentence(tmp_path):
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(b'{"data": []}')[:-9])
    with pytest.raises(QuestionSetError, match="dev.json.gz cannot be read as"):
        import_set("squad", path)


def test_nothing_that_indexing_would_refuse_is_taken_as_an_article():
    gathered = Gatherer()
    for text in ("...", "half a \0 word", "Good words."):
        gathered.add_article(Article(text[:4], "", text, origin="here"))
    gathered.add_article(Article(" ", "", "Words.", origin="there"))
    imported = gathered.imported()
    assert [article.text for article in imported.articles] == ["Good words."]
    assert reasons(imported) == [
        "here: text: holds no words",
        "here: holds the character NUL",
        "there: has neither an id nor a web address",
    ]


def test_a_question_as_fields_is_read_back_as_it_was(tmp_path):
    question = Question(
        id="q1",
        question="Who?",
        answerable=True,
        kind="fact",
        answers=("Ada",),
        all=True,
        gold=(Gold("a", "Ada came"), Gold("b", grade=3)),
        as_of=date(2025, 11, 29),
        held_out=True,
        choices=("Ada", "Bo"),
    )
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(question_dict(question)))
    (back,) = read_questions(path)
    assert question_dict(back) == question_dict(question)
    assert (back.gold, back.choices, back.as_of) == (question.gold, question.choices, back.as_of)


def test_files_that_are_there_are_not_written_over(tmp_path):
    imported = import_set("realtimeqa", quiz_folder(tmp_path / "in", quiz()))
    first, second = write_import(imported, tmp_path / "out")
    assert (first.name, second.name) == ("questions.jsonl", "articles.jsonl")
    with pytest.raises(QuestionSetError, match=r"holds questions\.jsonl and articles\.jsonl"):
        write_import(imported, tmp_path / "out")


def test_the_same_import_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        write_import(
            import_set("realtimeqa", quiz_folder(tmp_path / "in" / folder, quiz())),
            tmp_path / folder,
        )
    for name in ("questions.jsonl", "articles.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_format_that_is_not_known_gets_the_names_of_those_that_are(tmp_path):
    with pytest.raises(QuestionSetError, match="'squid' cannot be imported; these can: squad,"):
        import_set("squid", tmp_path)
