"""What the page says and how: pure functions from values to words and HTML."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.feedback.lines import Place
from index import ArchiveStats, Article, ArticleRef, Filters, Span, StoredArticle
from qa import Answer, Citation, Searched, Sentence
from qa.answers import Progress, ShortAnswer, Withheld
from qa.english.phrases import in_words
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault, FaultKind
from qa.passages import Passage
from ui.resting import rests_on
from ui.terminal.printing import stats_text
from ui.web.exchanges.conversation import Exchange, settled, with_answer
from ui.web.exchanges.records import exchange_of
from ui.web.showing.rendering import (
    render_announcement,
    render_archive,
    render_conversation,
    render_masthead,
    render_suggestions,
    render_told,
)
from ui.web.showing.search_in import render_search_in
from ui.web.showing.source import Pane, render_gone, render_pane
from ui.wording import coverage, searched, sureness

HOSTILE = (
    "${alert(1)} `tick` {{x}} <img src=x onerror=\"alert(2)\"> <script>alert('3')</script> "
    "![a](http://evil.example/a.png) $$x$$ *bold* </mark></article> & &amp; 𝔹"
)
# What is emphasised in an article's text is shown so.
SHOWN = HOSTILE.replace("*bold*", "bold")
UNDATED = Searched(5, ("A", "B", "C", "D"), None, None, 5)


def citation(text: str, quote: str, number: int = 1, **fields: object) -> Citation:
    start = text.index(quote)
    values = {
        "article_id": "a.txt",
        "title": "A title",
        "publisher": "PEN",
        "published": None,
        "url": None,
    } | fields
    return Citation(number=number, quote=quote, start=start, end=start + len(quote), **values)


def stored(text: str, boilerplate: tuple[Span, ...] = (), **fields: object) -> StoredArticle:
    article = Article(**({"id": "a.txt", "title": "A title", "text": text} | fields))
    return StoredArticle(article, 1, boilerplate, "hash", None, None)


def answered(**fields: object) -> Answer:
    cited = citation("They met in Dushanbe.", "They met in Dushanbe.")
    values = {
        "question": "Where?",
        "standalone_question": "Where?",
        "answered": True,
        "text": "They met in Dushanbe. [1]",
        "sentences": (Sentence("They met in Dushanbe.", (1,)),),
        "citations": (cited,),
        "reason": None,
        "confidence": None,
        "searched": UNDATED,
    }
    return Answer(**(values | fields))


def refused(**fields: object) -> Answer:
    why = "The archive does not say."
    return answered(answered=False, text=why, sentences=(), citations=(), reason=why, **fields)


def render_source(stored: StoredArticle, cited: Citation, words: Span | None = None) -> str:
    """The pane that a citation's link asks for."""
    place = Place.of(cited.article_id, cited.start, cited.quote)
    pane = Pane(Span(cited.start, cited.end), words, place.digest, "source", cited.number)
    return render_pane(stored, pane)


class Reading(HTMLParser):
    """The tags, attributes and visible text of some HTML, as a browser would take them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked = ""
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "input":
            self._inside.append(tag)

    def handle_endtag(self, tag):
        assert self._inside.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "mark" in self._inside:
            self.marked += data


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2024-05-03", "3 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        (None, "undated"),
        ("2024-13-01", "2024-13-01"),
    ],
)
def test_dates_are_said_in_words(published, words):
    assert in_words(published) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (UNDATED, "Searched: 5 articles from 4 publishers, all undated."),
        (Searched(1, ("A",), None, None, 1), "Searched: 1 article from 1 publisher, undated."),
        (
            Searched(2225, ("A",), "2004-01-02", "2005-06", 3),
            "Searched: 2,225 articles from 1 publisher, 2 January 2004 to June 2005, 3 undated.",
        ),
        (Searched(2, (), "2004", "2004", 0), "Searched: 2 articles, 2004."),
        (Searched(0, (), None, None, 0), "Searched: no articles."),
    ],
)
def test_what_was_searched_is_said_in_one_sentence(value, words):
    assert searched(value) == words


def test_what_the_archive_covers_is_one_line():
    stats = ArchiveStats(
        5, 0, (("A", 2), ("B", 1)), (), None, None, 5, 40, "m", 1, "in a folder", ""
    )
    assert coverage(stats) == "5 articles, 2 publishers, undated"
    assert "5 articles, 2 publishers, undated" in render_masthead(stats)
    assert "<span>A</span><span>2</span>" in render_archive(stats)
    assert "no articles" in coverage(replace(stats, articles=0))


def test_articles_that_name_no_publisher_are_counted_and_can_be_chosen():
    stats = ArchiveStats(
        6, 0, (("A", 3), ("B", 1)), (), None, None, 6, 40, "m", 1, "in a folder", "",
        kinds=(("opinion", 2),), languages=(("en", 4), ("de", 2)),
    )  # fmt: skip
    numbers = re.findall(r"<li><span>([^<]*)</span><span>(\d+)</span>", render_archive(stats))
    assert numbers == [("A", "3"), ("Publisher not named", "2"), ("B", "1")]
    html = render_search_in(stats, Filters())
    for field, values in (
        ("publishers", ["A", "(not named)", "B"]),
        ("kinds", ["opinion", "(not named)"]),
        ("languages", ["en", "de"]),
    ):
        assert re.findall(rf'name="{field}" value="([^"]*)"', html) == values
    assert "German" in html and "(not named)" in stats_text(stats, "ready")


def test_each_sentence_ends_in_a_marker_that_names_its_citation():
    html = render_conversation((Exchange("Where?", answered()),))
    marker = re.search(r'<a[^>]*class="marker"[^>]*>\[1\]</a>', html).group()
    assert 'href="article/a.txt#chars=0-21"' in marker
    assert "number=1" in marker and "quote_digest=" in marker
    assert 'aria-label="Source 1: A title"' in marker
    assert "Dushanbe.<a" in html


def test_only_cited_sources_are_listed_with_publisher_date_and_quote():
    read = Reading(render_conversation((Exchange("Where?", answered()),)))
    assert "PEN · undated" in read.text
    assert read.tags.count("blockquote") == 1
    assert "Searched: 5 articles from 4 publishers, all undated." in read.text


def counted_answer(articles: int, **fields: object) -> Answer:
    listed = tuple(
        ArticleRef(
            f"{n}.txt", f"Title {n}", "PEN" if n else None, "2024-05-03" if n else None, None
        )
        for n in range(articles)
    )
    cited = replace(citation("Told in two.", "Told in two."), article_id="2.txt")
    return answered(**({"listed": listed, "citations": (cited,)} | fields))


def test_articles_that_were_counted_are_listed_and_each_opens():
    html = render_conversation((Exchange("How many?", counted_answer(3)),))
    read = Reading(html)
    assert "Title 0 publisher not named · undated" in read.text
    assert "Title 1 PEN · 3 May 2024" in read.text
    assert re.search(r'<a class="title" href="article/2.txt#chars=0-12"[^>]*>Title 2</a>', html)
    assert re.search(r'<a class="title" href="article/1.txt" data-pane="[^"]*as=listed', html)
    assert "articles are listed" not in read.text


def test_of_many_counted_articles_fifty_are_listed_and_that_is_said():
    read = Reading(render_conversation((Exchange("How many?", counted_answer(51)),)))
    assert "Title 49 " in read.text and "Title 50 " not in read.text
    assert "The first 50 articles are listed." in read.text


def test_a_listed_title_is_text_whatever_is_in_it():
    hostile = (ArticleRef(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    cited = replace(citation("x", "x"), article_id=HOSTILE)
    for citations in ((), (cited,)):
        answer = answered(listed=hostile, citations=citations)
        read = Reading(render_conversation((Exchange("How many?", answer),)))
        assert not {"img", "script", "mark"} & set(read.tags)
        assert read.text.count(HOSTILE) == 3


def test_an_answer_that_cites_nothing_is_spoken_without_sources():
    nothing = answered(sentences=(Sentence("No article mentions it.", ()),), citations=())
    said = render_announcement(Exchange("How many?", nothing))
    assert said == "No article mentions it."


def test_a_refusal_looks_like_none_and_says_what_was_searched():
    html = render_conversation((Exchange("Where?", refused()),))
    assert 'class="refusal"' in html and 'class="sentences"' not in html
    assert "Not in the archive" in html and "all undated" in html


def test_where_two_questions_may_be_meant_both_are_buttons_that_ask_them():
    asks = "Do you mean “Where is Ley?” or “Where is <Dorn>?”?"
    answer = replace(
        refused(), text=asks, reason=asks, readings=("Where is Ley?", "Where is <Dorn>?")
    )
    html = render_conversation((Exchange("Where is it?", answer, key="k" * 16),))
    read = Reading(html)
    assert [value for name, value in read.attributes if name == "data-question"] == [
        "Where is Ley?", "Where is <Dorn>?"
    ]  # fmt: skip
    assert "Which do you mean?" in read.text and "Not in the archive" not in read.text
    assert "all undated" not in read.text and "data-verdict" not in html
    assert render_announcement(Exchange("Where is it?", answer)) == asks


def test_a_follow_up_says_how_it_was_understood():
    asked = answered(standalone_question="Where did Wang Yi meet him?")
    assert (
        "Searched as “Where did Wang Yi meet him?”"
        in Reading(render_conversation((Exchange("Where?", asked),))).text
    )


def test_a_pending_answer_is_busy_and_a_stopped_one_says_so():
    pending = Exchange("Where?")
    assert 'aria-busy="true"' in render_conversation((pending,))
    stopped = render_conversation((settled(pending),))
    assert "aria-busy" not in stopped and "Stopped" in stopped
    assert render_announcement(pending) == ""
    assert "They met in Dushanbe. 1 source." in render_announcement(Exchange("", answered()))


def test_what_is_done_and_what_was_found_so_far_is_shown():
    reading = answered(complete=False, answered=False, progress=Progress("reading", 2, 8))
    found = (ArticleRef("a.txt", "A <title>", "PEN", "2024-05-03", None),)
    html = render_conversation((Exchange("Where?", reading, found=found),))
    assert "Reading passage 3 of 8 …" in html
    assert "A &lt;title&gt;" in html and "PEN · 3 May 2024" in html
    waiting = render_conversation((Exchange("Where?", before=3),))
    assert "3 questions are before yours." in waiting
    assert "One question is before yours." in render_conversation((Exchange("", before=1),))


def test_the_page_is_told_a_whole_answer_with_what_to_keep_of_it():
    growing = render_told(Exchange("Where?", answered(complete=False), key="ab"), 1)
    assert 'data-key="ab" data-beat="1"' in growing and "data-ended" not in growing
    assert '<p class="record"></p>' in growing
    exchange = Exchange("Where? <b>", answered(), key="ab")
    told = Reading(render_told(exchange, 2))
    assert ("data-ended", None) in told.attributes and "b" not in told.tags
    record = told.text[told.text.index('{"question"') :]
    assert exchange_of(json.loads(record)) == exchange


def test_sources_wait_until_no_further_sentence_can_push_them_about():
    growing = Exchange("Where?", answered(complete=False))
    assert "[1]" in render_conversation((growing,))
    assert "sources" not in render_conversation((growing,))
    assert "sources" in render_conversation((settled(growing),))


def test_an_unfinished_refusal_is_not_shown_as_one():
    html = render_conversation((Exchange("Where?", refused(complete=False)),))
    assert "refusal" not in html and "Searching" in html


def test_hostile_text_is_text_everywhere_in_a_conversation():
    cited = replace(citation(HOSTILE, HOSTILE), title=HOSTILE, publisher=HOSTILE, published=HOSTILE)
    answer = answered(
        question=HOSTILE,
        standalone_question=HOSTILE + "?",
        sentences=(Sentence(HOSTILE, (1,)),),
        citations=(cited,),
        as_of=HOSTILE,
    )
    exchanges = (
        Exchange(HOSTILE, answer),
        Exchange(HOSTILE, refused(question=HOSTILE)),
        Exchange(HOSTILE, failure=HOSTILE),
    )
    read = Reading(render_conversation(exchanges) + render_suggestions((HOSTILE,)))
    assert not {"img", "script", "mark"} & set(read.tags)
    assert not any(name.startswith("on") for name, _ in read.attributes)
    assert read.text.count(HOSTILE) >= 8


def test_the_quote_is_marked_code_point_for_code_point():
    text = "𝔸 first 👩‍👩‍👧 line.\n\nIt was <b>blue</b> & 𝔹old. Then more.\n"
    quote = "It was <b>blue</b> & 𝔹old."
    read = Reading(render_source(stored(text), citation(text, quote)))
    assert read.marked == quote
    assert "b" not in read.tags


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    text = "One ends here.\nTwo begins here. And goes on."
    read = Reading(render_source(stored(text), citation(text, "ends here.\nTwo begins")))
    assert read.marked == "ends here.Two begins"
    assert read.tags.count("mark") == 2


def test_the_whole_text_is_shown_with_its_paragraphs():
    text = "First  line.\r\n\r\nSecond 'line'.\n   Third <line>."
    html = render_source(stored(text), citation(text, "Second 'line'."))
    body = html.partition('<div class="text">')[2]
    paragraphs = [unescape(re.sub("<[^>]+>", "", p)) for p in re.findall("<p>(.*?)</p>", body)]
    assert paragraphs == ["First  line.", "Second 'line'.", "   Third <line>."]


def test_a_headline_is_not_shown_twice_unless_it_is_what_is_quoted():
    text = "A title\nThe story of a title."
    below = render_source(stored(text), citation(text, "The story of a title."))
    assert Reading(below).text.count("A title") == 1
    quoted = Reading(render_source(stored(text), citation(text, "A title")))
    assert quoted.text.count("A title") == 2 and quoted.marked == "A title"


def test_boilerplate_is_grey_and_said_to_be():
    text = "Story one. Sign up now! Story two."
    html = render_source(stored(text, (Span(11, 23),)), citation(text, "Story two."))
    assert '<span class="boilerplate">Sign up now!</span>' in html
    assert "no part of the story" in html


def test_a_made_title_and_a_missing_date_are_said():
    text = "The story."
    made = stored(text, provenance={"title": "made from the first sentence"})
    read = Reading(render_source(made, citation(text, "The story.")))
    assert "The title was made from the first sentence." in read.text
    assert "publisher not named · undated" in read.text


@pytest.mark.parametrize("url", ["http://a.example/x?a=1&b=2", "HTTPS://a.example/"])
def test_a_web_address_is_a_link_that_tells_nothing_of_the_reader(url):
    html = render_source(stored("Text.", url=url), citation("Text.", "Text."))
    assert ("href", url) in Reading(html).attributes
    assert 'rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "http://[", "//a.b"]
)
def test_any_other_address_is_text(url):
    read = Reading(render_source(stored("Text.", url=url), citation("Text.", "Text.")))
    assert "a" not in read.tags and url in read.text


def test_emphasis_is_shown_and_asterisks_that_are_none_stay():
    text = "The *Taliban* said **no** to 2 * 3 * 4, a* b*, and *this one\nor* that."
    read = Reading(render_source(stored(text), citation(text, text)))
    assert read.marked == "The Taliban said no to 2 * 3 * 4, a* b*, and *this oneor* that."
    assert read.tags.count("em") == 2


def test_hostile_text_is_text_everywhere_in_the_source_pane():
    hostile = stored(
        HOSTILE, title=HOSTILE, publisher=HOSTILE, authors=(HOSTILE,), url="javascript:" + HOSTILE
    )
    read = Reading(render_source(hostile, citation(HOSTILE, HOSTILE)))
    assert not {"img", "script", "a"} & set(read.tags)
    assert read.marked == SHOWN
    assert HOSTILE in Reading(render_gone(HOSTILE)).text


def test_words_that_a_newer_revision_moved_are_found_and_lost_ones_said():
    cited = citation("Old start. The words.", "The words.")
    moved = Reading(render_source(stored("A much newer start. The words."), cited))
    assert moved.marked == "The words."
    lost = Reading(render_source(stored("Nothing of it."), cited))
    assert lost.marked == "" and "no longer in it" in lost.text


def test_of_the_passages_a_kept_conversation_holds_only_their_places():
    passage = Passage("c", "a.txt", "A title", None, None, None, "They met.", 5, 14, 1.0)
    kept = with_answer(Exchange("Where?"), replace(answered(), passages=(passage,) * 3))
    assert kept.answer.passages == ()
    assert [(place.article, place.start, place.end) for place in kept.read] == [
        ("a.txt", 5, 14)
    ] * 3
    assert "They met." not in repr(kept.read)


def test_a_source_names_where_else_its_story_stands_as_text() -> None:
    copies = tuple(ArticleRef(str(n), "T", HOSTILE, "2024-03-04", None) for n in range(3))
    text = "They met in Dushanbe."
    html = render_conversation(
        (Exchange("Where?", answered(citations=(citation(text, text, copies=copies),))),)
    )
    assert ", 4 March 2024, and 2 more" in html
    assert "<img" not in html and "<script" not in html


# The words that answer, what others say, how sure it is


def in_few_words(article: str, words: Span, **fields: object) -> Answer:
    """An answer whose one sentence is the article, without its blanks, and whose words are told."""
    cited = citation(article, article)
    short = ShortAnswer(article[words.start : words.end], 1, words.start, words.end)
    sentence = Sentence(" ".join(article.split()), (1,))
    return answered(citations=(cited,), sentences=(sentence,), short=short, **fields)


def others_say(*said: str, **fields: object) -> Evidence:
    return Evidence(
        Form.WORDS,
        tuple(
            Statement(
                text,
                0,
                len(text),
                citation(text, text, n, article_id=f"{n}.txt", **fields),
                Standing.OTHERWISE,
            )
            for n, text in enumerate(said, start=2)
        ),
    )


def test_an_answer_begins_with_the_words_that_answer_and_marks_them_where_they_stand():
    article = "Rahmon met\n  Wang;  later Rahmon met Li."
    again = article.rindex("Rahmon")
    html = render_conversation((Exchange("Who?", in_few_words(article, Span(again, again + 6))),))
    assert html.index('<p class="short">') < html.index('<div class="sentences">')
    assert re.search(r'<p class="short">.*?Rahmon<a [^>]*number=1', html)
    assert "<p>Rahmon met Wang; later <mark>Rahmon</mark> met " in html


@given(st.text(" \n\ta<&”'1𝔹", min_size=1, max_size=40), st.data())
def test_whatever_the_blanks_exactly_the_words_that_answer_are_marked(article, data):
    start = data.draw(st.integers(0, len(article) - 1))
    words = Span(start, data.draw(st.integers(start + 1, len(article))))
    html = render_conversation((Exchange("Who?", in_few_words(article, words)),))
    said = " ".join(article[words.start : words.end].split())
    assert Reading(html).marked.strip() == said
    if said:
        before = html.partition('<div class="sentences">')[2].partition("<mark>")[0]
        shown = unescape(re.sub("<[^>]+>", "", before))
        assert "".join(shown.split()) == "".join(article[:start].split())


def test_where_the_sentence_is_not_its_quote_no_words_are_marked_in_it():
    told = in_few_words("Rahmon met Li.", Span(0, 6), question="Who?")
    told = replace(told, sentences=(Sentence("He met Li, as did others.", (1,)),))
    html = render_conversation((Exchange("Who?", told),))
    assert '<p class="short">' in html and "<mark>" not in html


def test_what_other_articles_say_is_listed_with_where_and_when_once_the_answer_has_ended():
    others = others_say("17  people", published="2024-03-07")
    answer = answered(evidence=others)
    html = render_conversation((Exchange("How many?", answer),))
    assert "Another article says" in html
    assert re.search(r'class="said">17 .*?people<a [^>]*number=2', html)
    assert "A title · PEN · 7 March 2024" in Reading(html).text
    assert '<li data-pane="article/2.txt?part=pane&amp;as=source&amp;number=2' in html
    assert html.index("alternatives") < html.index('class="sources"')
    assert "Other articles say" in render_conversation(
        (Exchange("", answered(evidence=others_say("17", "18"))),)
    )
    growing = replace(answer, complete=False)
    assert "17" not in render_conversation((Exchange("How many?", growing),))


@pytest.mark.parametrize(
    ("share", "words", "said"),
    [
        (0.9999, "Very likely right", "99"),
        (0.724, "Probably right", "72"),
        (0.5, "Perhaps right", "50"),
        (0.0, "Doubtful", "1"),
    ],
)
def test_confidence_is_said_in_words_and_as_a_share_of_such_answers(share, words, said):
    told = sureness(answered(confidence=share))
    assert told == f"{words}: of a hundred such answers about {said} are right."
    written = sureness(answered(confidence=share, model="qwen"))
    assert written == (
        f"{words}: of a hundred such answers, in about {said} what was found is right."
    )


def test_what_an_answer_rests_on_is_told_with_its_confidence():
    told = render_conversation((Exchange("", answered(confidence=0.724)),))
    assert "about 72 are right" in told and "A single source: PEN, undated." in told
    for untold in (answered(), refused(confidence=0.1), answered(confidence=0.7, complete=False)):
        assert "such answers" not in render_conversation((Exchange("", untold),))
    text = "They met in Dushanbe."
    two = [
        citation(text, text, n, article_id=str(n), publisher=by, published=day)
        for n, by, day in [(1, "PEN", "2024-05-03"), (2, "Gull", "2024-05")]
    ]
    both = answered(citations=tuple(two), sentences=(Sentence(text, (1, 2)),))
    assert rests_on(both) == ("Rests on 2 reports of 2 publishers, the newest of 3 May 2024.")
    one = answered(citations=(two[0],))
    assert rests_on(one) == "A single source: PEN, 3 May 2024."
    assert rests_on(refused()) == ""


FAULT = Fault(FaultKind.NUMBER, "17", "14", "It says 17, the quote says <14>.")


def test_an_answer_that_a_model_wrote_says_so_and_what_was_left_out_of_it():
    withheld = (Withheld("17 <b>met</b>.", (FAULT,)), Withheld("It rained.", (FAULT,)))
    html = render_conversation((Exchange("", answered(model="qwen <1>", withheld=withheld)),))
    assert "Written by qwen &lt;1&gt;; each sentence was held against the words it cites" in html
    assert "and 2 were left out." in html
    assert "What was left out: 2 sentences" in html
    assert "17 &lt;b&gt;met&lt;/b&gt;." in html and "the quote says &lt;14&gt;." in html
    untouched = render_conversation((Exchange("", answered()),))
    assert "Written by" not in untouched and "left out" not in untouched


def test_a_note_on_how_an_answer_came_about_is_shown_with_refusals_too():
    note = "The language model <q> cannot be reached."
    for answer in (answered(note=note), refused(note=note)):
        html = render_conversation((Exchange("", answer),))
        assert "The language model &lt;q&gt; cannot be reached." in html


def test_a_sentence_that_was_kept_against_its_quotes_is_marked():
    doubted = Sentence("17 met in Dushanbe.", (1,), 0.1, (FAULT,))
    answer = answered(sentences=(doubted,), model="qwen")
    html = render_conversation((Exchange("", answer),))
    assert '<p class="unsupported">' in html
    assert "Not borne out: It says 17, the quote says &lt;14&gt;." in html
    assert "and one was not borne out by them." in html


def nearest(title: str) -> Answer:
    """A refusal whose nearest article has a title."""
    why = f"The archive does not say. The nearest article is “{title}” (PEN, undated)."
    article = ArticleRef("near.txt", title, "PEN", None, None)
    return replace(refused(), reason=why, text=why, nearest=article)


def test_a_refusal_opens_its_nearest_article_and_names_it_once():
    html = render_conversation((Exchange("Why?"), Exchange("Why?", nearest("PEN"))))
    opens = r'<a class="nearest" href="article/near.txt" data-pane="[^"]*as=nearest[^"]*">“PEN”</a>'
    assert re.search(rf"The nearest article is {opens} \(PEN, undated\)\.", html)
    assert Reading(html).text.count("“PEN”") == 1
    assert '"short"' not in html and "<mark>" not in html and 'class="sources"' not in html
    assert "nearest" not in render_conversation((Exchange("", refused()),))


def test_hostile_words_are_text_in_a_short_answer_an_alternative_and_a_nearest_article():
    told = in_few_words(HOSTILE, Span(0, len(HOSTILE)))
    others = others_say(HOSTILE, title=HOSTILE, publisher=HOSTILE, published=HOSTILE)
    html = render_conversation(
        (Exchange("", replace(told, evidence=others)), Exchange("", nearest(HOSTILE)))
    )
    read = Reading(html)
    assert not {"img", "script"} & set(read.tags)
    assert not any(name.startswith("on") for name, _ in read.attributes)
    assert read.marked == SHOWN
    assert read.text.count(HOSTILE) + read.text.count(SHOWN) >= 6
    spoken = render_told(Exchange("", replace(told, evidence=others)), 1)
    assert not {"img", "script"} & set(Reading(spoken).tags)


def test_what_is_read_out_begins_with_the_words_that_answer():
    told = in_few_words("Rahmon met\n Li.", Span(7, 14), evidence=others_say("came", "left"))
    assert render_announcement(Exchange("Who?", told)) == (
        "met Li. Rahmon met Li. 1 source. Other articles say: came; left."
    )


def test_in_the_source_the_words_that_answer_stand_out_within_the_quote():
    text = "One & two. Rahmon <met> Li.\nThen more."
    cited = citation(text, "Rahmon <met> Li.")
    words = Span(text.index("<met>"), text.index(" Li"))
    html = render_source(stored(text), cited, words)
    assert "<mark>Rahmon </mark><mark><strong>&lt;met&gt;</strong></mark><mark> Li.</mark>" in html
    assert Reading(html).marked == "Rahmon <met> Li."
    moved = render_source(stored("A new first line.\n" + text), cited, words)
    assert "<mark><strong>&lt;met&gt;</strong></mark>" in moved
    gone = render_source(stored("Another text, as long as that one was."), cited, words)
    assert "<mark>" not in gone and "no longer in it" in gone


def test_the_nearest_article_is_shown_without_a_mark_and_as_no_answer():
    html = render_pane(stored(HOSTILE, title=HOSTILE), Pane(shown_as="nearest"))
    assert "It does not answer the question." in html
    read = Reading(html)
    assert not {"mark", "strong", "img", "script"} & set(read.tags)
    assert "no longer in it" not in read.text


def test_of_very_many_publishers_the_page_lists_the_first_and_takes_the_others_typed():
    publishers = tuple((f"Paper {n} {'x' * 280}", 9_000 - n) for n in range(9_000))
    stats = ArchiveStats(
        articles=40_000_000, copies=0, publishers=publishers, sections=(), first="2020",
        last="2023", undated=0, chunks=1, model="m", bytes=1, vectors="folder", torch="",
    )  # fmt: skip
    html = render_search_in(stats, Filters())
    assert len(html) < 300_000
    assert "Paper 0 " in html and "Paper 8999 " not in html
    assert "Another of 8," in html and 'class="typed" name="publishers"' in html
    assert len(render_archive(stats)) < 20_000 and len(render_masthead(stats)) < 20_000
