"""The chats that a browser keeps, and asking as readers do: ahead, anew, by keys, on a bad line."""

from urllib.parse import urlencode

import pytest
from browsing import Paced, ask, marked, opened
from waiting import until

from index.naming.claims import claimed_label
from qa import QueryEngine
from qa.models.llm import language_model
from ui.web.serving import start

QUESTION = "Which country first recognised the Taliban government?"
OTHER = "Who did Wang Yi meet in Dushanbe?"
BOX = "#question textarea"


@pytest.fixture(scope="module")
def engine(seeds_engine):
    return Paced(QueryEngine(seeds_engine.archive))


@pytest.fixture(scope="module")
def served(engine):
    serving = start(engine, port=0)
    yield serving
    engine.let_go.set()
    serving.close()


@pytest.fixture
def browser(chromium):
    """A browser of its own: what it keeps is gone with the test."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(browser, served):
    with opened(browser, served.url) as page:
        page.wait_for_selector("#suggestions p", state="detached")
        yield page


def questions(page):
    return page.locator(".turn h2").all_inner_texts()


def value(page):
    return page.locator(BOX).input_value()


# Asked before the page is ready


@pytest.mark.parametrize("press", [lambda page: page.press(BOX, "Enter"),
                                   lambda page: page.click("#ask")])  # fmt: skip
def test_who_is_quicker_than_the_page_s_scripts_has_asked(page, press):
    late = []
    page.route("**/dateline/page.js", lambda route: late.append(route))
    page.reload(wait_until="commit")
    page.fill(BOX, OTHER)
    press(page)
    assert value(page) == OTHER
    until(lambda: late, lambda: page.wait_for_timeout(20))[0].continue_()
    page.wait_for_selector(".turn:not([aria-busy])")
    assert questions(page) == [OTHER]
    assert value(page) == ""


# Kept


def test_a_chat_outlives_reloading_with_its_open_article_and_goes_on(page):
    ask(page, "Who is Tajikistan's foreign minister?")
    page.locator(".marker").first.click()
    quote = marked(page)
    page.fill(BOX, "half a que")
    page.reload()
    page.wait_for_selector(".turn:not([aria-busy]) .sources")
    assert marked(page) == quote
    assert value(page) == "half a que"
    ask(page, "Who did he meet?", nth=2)
    assert page.locator(".turn:nth-child(2) .understood").count() == 1


def test_back_closes_the_article_first_and_then_goes_to_the_chat_before(page):
    ask(page, QUESTION)
    page.click("#new-chat")
    page.wait_for_selector(".turn", state="detached")
    ask(page, OTHER)
    page.locator(".marker").first.click()
    marked(page)
    page.go_back()
    page.wait_for_selector("#pane .source", state="detached")
    assert questions(page) == [OTHER]
    page.wait_for_function("document.activeElement.classList.contains('marker')")
    page.go_back()
    page.wait_for_selector(f".turn h2:text-is('{QUESTION}')")
    page.go_forward()
    page.wait_for_selector(f".turn h2:text-is('{OTHER}')")


def test_a_second_tab_hears_of_what_is_asked_in_the_first(page, browser, served):
    ask(page, QUESTION)
    with opened(browser, served.url, page.url.removeprefix(served.url)) as second:
        second.wait_for_selector(".turn:not([aria-busy]) .marker")
        ask(page, OTHER, nth=2)
        second.wait_for_selector(".turn:nth-child(2):not([aria-busy]) .marker")
        ask(second, "Who is the president of China?", nth=3)
        page.wait_for_selector(".turn:nth-child(3):not([aria-busy]) .searched")


def test_a_question_under_way_is_asked_again_after_reloading(page, engine):
    engine.let_go.clear()
    page.fill(BOX, f"Slowly {QUESTION}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy] .marker")
    page.reload()
    page.wait_for_selector(".turn[aria-busy] .marker")
    engine.let_go.set()
    page.wait_for_selector(".turn:not([aria-busy]) .sources")
    assert questions(page) == [f"Slowly {QUESTION}"]


def test_a_restarted_server_loses_nothing(engine, browser):
    first = start(engine, port=0)
    # The page goes on asking for what it was told of.
    with opened(browser, first.url, expected=["/gradio_api/"]) as page:
        ask(page, QUESTION)
        text = page.locator(".turn .sentences").inner_text()
        first.close()
        second = start(engine, port=first.port)
        try:
            page.reload()
            page.wait_for_selector(".turn:not([aria-busy]) .sources")
            assert page.locator(".turn .sentences").inner_text() == text
            ask(page, OTHER, nth=2)
        finally:
            second.close()


def test_chats_are_renamed_found_deleted_and_that_taken_back(page):
    ask(page, QUESTION)
    page.click("#new-chat")
    page.wait_for_selector(".turn", state="detached")
    ask(page, OTHER)
    page.click("#show-chats")
    names = page.locator("#chats li a")
    assert names.all_inner_texts() == [OTHER, QUESTION]
    page.locator("#chats .rename").first.click()
    page.fill("#chats li input", "Dushanbe <b>")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chats li a:text-is('Dushanbe <b>')")
    page.fill("#chats .find input", "taliban")
    page.wait_for_function("document.querySelectorAll('#chats .kept li').length === 1")
    page.fill("#chats .find input", "nobody says this")
    page.wait_for_selector("#chats .none:has-text('No chat has these words')")
    page.fill("#chats .find input", "")
    page.wait_for_function("document.querySelectorAll('#chats .kept li').length === 2")
    page.locator("#chats .delete").first.click()
    page.wait_for_selector(".turn", state="detached")
    assert names.all_inner_texts() == [QUESTION]
    page.click("#chats .undo button")
    page.wait_for_selector(f".turn h2:text-is('{OTHER}')")
    assert names.all_inner_texts() == ["Dushanbe <b>", QUESTION]
    names.nth(1).click()
    page.wait_for_selector(f".turn h2:text-is('{QUESTION}')")


def test_a_link_asks_a_question_under_its_limits_and_only_once(browser, served):
    limit = urlencode({"publisher": claimed_label("Khaama Press")})
    asked = f"?q=Who+is+Tajikistan%27s+foreign+minister%3F&{limit}"
    with opened(browser, served.url, asked) as page:
        page.wait_for_selector(".turn:not([aria-busy]) .searched")
        assert "Only: Khaama Press" in page.locator(".only").inner_text()
        page.reload()
        page.wait_for_selector(".turn:not([aria-busy]) .searched")
        assert len(questions(page)) == 1 and "chat=" in page.url


def test_a_limit_of_a_link_that_the_archive_does_not_know_is_no_silence(browser, served):
    with opened(browser, served.url, "?q=Who+is+the+minister%3F&publisher=Khama+Press") as page:
        page.wait_for_selector(".failure")
        assert "did you mean" in page.locator(".failure").inner_text()
        assert page.locator(".in-force button").first.inner_text() == "Khama Press ×"


def test_a_marker_is_a_link_that_opens_by_itself_at_the_same_words(page, browser, served):
    ask(page, OTHER)
    link = page.locator(".marker").first.get_attribute("href")
    page.locator(".marker").first.click()
    quote = marked(page)
    with opened(browser, served.url, link, ready="mark") as alone:
        assert "".join(alone.locator("mark").all_text_contents()) == quote


def test_a_browser_that_keeps_nothing_says_so_and_answers_all_the_same(browser, served):
    browser.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    with opened(browser, served.url) as page:
        ask(page, QUESTION)
        assert page.locator(".marker").count()
        page.click("#show-chats")
        assert "keeps nothing" in page.locator("#chats .lasting").inner_text()


# Asking


# As a browser does that has no room left, or keeps nothing in private.
REFUSING = """
    () => {
        const kept = IDBObjectStore.prototype.put;
        const put = function () { throw new DOMException('no room', 'QuotaExceededError'); };
        IDBObjectStore.prototype.put = put;
        window.keepsAgain = () => { IDBObjectStore.prototype.put = kept; };
    }
"""


def test_a_question_that_the_browser_cannot_keep_comes_back_and_the_next_one_goes(browser, served):
    with opened(browser, served.url, expected=["asking.js"]) as page:
        page.wait_for_selector("#suggestions p", state="detached")
        page.evaluate(REFUSING)
        page.fill(BOX, QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#question-hint').textContent")
        assert "could not keep the question" in page.locator("#question-hint").inner_text()
        assert value(page) == QUESTION and questions(page) == []
        page.evaluate("keepsAgain()")
        ask(page, "How many articles are there?")
        assert questions(page) == ["How many articles are there?"]
        assert page.locator("#question-hint").inner_text() == ""
        page.click("#show-chats")
        page.wait_for_selector("#chats [data-chat]")
        assert page.locator("#chats [data-chat]").count() == 1  # of the first one nothing is left


def test_a_question_that_cannot_be_kept_leaves_what_is_typed_meanwhile_alone(browser, served):
    with opened(browser, served.url, expected=["asking.js"]) as page:
        page.evaluate(REFUSING)
        page.evaluate(
            """([box, first, then]) => {
                const typed = document.querySelector(box);
                typed.value = first;
                document.querySelector('#ask').click();
                typed.value = then;
            }""",
            [BOX, QUESTION, OTHER],
        )
        page.wait_for_function("document.querySelector('#question-hint').textContent")
        assert value(page) == OTHER
        page.evaluate("keepsAgain()")
        page.focus(BOX)
        page.keyboard.press("Home")
        page.keyboard.press("ArrowUp")
        page.wait_for_function("([box, first]) => document.querySelector(box).value === first",
                               arg=[BOX, QUESTION])  # fmt: skip


def test_questions_typed_ahead_wait_and_are_answered_in_turn(page, engine):
    engine.let_go.clear()
    for question in (f"Slowly {QUESTION}", OTHER, "Who is the president of China?"):
        page.fill(BOX, question)
        page.keyboard.press("Enter")
    page.wait_for_selector(".turn:nth-child(3)[aria-busy]")
    page.wait_for_selector(".turn:nth-child(1) .marker")
    assert "Waits for your question" in page.locator(".turn:nth-child(2)").inner_text()
    page.locator(".turn:nth-child(3) [data-do=edit]").click()
    page.wait_for_selector(".turn:nth-child(3)", state="detached")
    assert value(page) == "Who is the president of China?"
    page.fill(BOX, "")
    engine.let_go.set()
    page.wait_for_selector(".turn:nth-child(2):not([aria-busy]) .marker")


def test_a_new_chat_leaves_the_answer_under_way_and_what_is_typed_alone(page, engine):
    engine.let_go.clear()
    page.fill(BOX, f"Slowly {QUESTION}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy] .marker")
    page.fill(BOX, OTHER)
    page.click("#new-chat")
    page.wait_for_selector(".turn", state="detached")
    assert value(page) == OTHER
    page.focus(BOX)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy]")
    engine.let_go.set()
    page.wait_for_selector(".turn:not([aria-busy]) .marker")
    assert questions(page) == [OTHER]
    page.go_back()
    page.wait_for_selector(".turn:not([aria-busy]) .sources")
    assert questions(page) == [f"Slowly {QUESTION}"]


def test_what_is_stopped_before_it_says_anything_comes_back(page, engine):
    engine.let_go.clear()
    with_nothing = f"Silently {QUESTION}"
    page.fill(BOX, with_nothing)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy]")
    page.click("#stop")
    page.wait_for_selector(".turn:not([aria-busy]) .stopped")
    page.wait_for_function("document.querySelector('#question textarea').value")
    assert value(page) == with_nothing
    engine.let_go.set()
    page.locator("[data-do=again]").click()
    page.wait_for_selector(".turn:not([aria-busy]) .marker")
    assert questions(page) == [with_nothing]


def test_a_question_is_edited_and_asked_again_after_what_came_before_it(page):
    ask(page, "Who is Tajikistan's foreign minister?")
    ask(page, "Who did he meet?", nth=2)
    page.locator(".turn:nth-child(1) [data-do=edit]").click()
    page.wait_for_function("document.querySelector('#question textarea').value")
    assert value(page) == "Who is Tajikistan's foreign minister?"
    ask(page, "Who is China's foreign minister?", nth=3)
    assert page.locator(".turn:nth-child(3) .understood").count() == 0


def test_keys_reach_the_question_the_earlier_ones_and_help(page):
    ask(page, QUESTION)
    ask(page, OTHER, nth=2)
    page.keyboard.type("my own words")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.wait_for_function("document.querySelector('#question textarea').value.startsWith('Who')")
    page.keyboard.press("ArrowUp")
    page.wait_for_function("document.querySelector('#question textarea').value.startsWith('Wh')")
    assert value(page) == QUESTION
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('#question textarea').value === 'my own words'")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    assert "answers from the articles" in page.locator("#help").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("#help", state="hidden")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "question-text"
    assert value(page) == "my own words"


def test_no_typed_character_is_lost_over_a_slow_line(page, engine):
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 300, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", slow)
    said = "the quick brown fox jumps over a lazy dog and goes on " * 20
    page.fill(BOX, QUESTION)
    page.keyboard.press("Enter")
    for start_at in range(0, 1000, 100):
        page.keyboard.type(said[start_at : start_at + 100])
        if start_at == 500:
            page.click("#new-chat")
            page.focus(BOX)
    assert value(page) == said[:1000]
    page.go_back()
    page.wait_for_selector(".turn:not([aria-busy]) .marker")


def test_a_server_that_takes_nothing_more_is_said_and_the_question_comes_back(browser, served):
    with opened(browser, served.url, expected=["queue/join"]) as page:
        page.wait_for_selector("#suggestions p", state="detached")
        served.queue.stopping = True
        try:
            page.fill(BOX, QUESTION)
            page.keyboard.press("Enter")
            page.wait_for_selector(".turn .failure")
            assert value(page) == QUESTION
        finally:
            served.queue.stopping = False
        page.locator("[data-do=again]").click()
        page.wait_for_selector(".turn:not([aria-busy]) .marker")


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_language_model_is_asked_only_where_the_reader_wants_it(
    browser, seeds_archive, scripted_model
):
    scripted_model.say("Wang Yi met President Emomali Rahmon in Dushanbe. [1]")
    engine = QueryEngine(seeds_archive, llm=language_model(scripted_model.name))
    serving = start(engine, port=0)
    try:
        with opened(browser, serving.url) as page:
            ask(page, OTHER)
            assert "Written by" in page.locator(".turn:nth-child(1)").inner_text()
            page.get_by_label(f"Written by {engine.model}").uncheck()
            ask(page, QUESTION, nth=2)
            assert page.locator(".turn:nth-child(2) .marker").count()
            assert "Written by" not in page.locator(".turn:nth-child(2)").inner_text()
    finally:
        serving.close()


# As the reader likes it


def test_light_and_dark_are_a_choice_that_is_kept(page):
    background = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    light = page.evaluate(background)
    page.click("#show-help")
    page.select_option("#help [name=theme]", "dark")
    assert page.evaluate(background) != light
    page.reload()
    page.wait_for_selector("#new-chat")
    page.wait_for_function(f"{background} !== '{light}'")


def test_the_interface_speaks_the_language_that_is_chosen(page):
    page.click("#show-help")
    page.select_option("#help [name=language]", "de")
    page.wait_for_selector("#new-chat:text-is('Neuer Chat')")
    assert page.evaluate("document.documentElement.lang") == "de"
    ask(page, OTHER)
    assert "Durchsucht:" in page.locator(".searched").inner_text()
