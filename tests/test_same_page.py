"""Ways to write one page's address: one article; addresses of other pages: others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.naming.same_page import is_address, page_key

PAGE = "https://www.gull.example/2024/05/pier-fire"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.gull.example/2024/05/pier-fire",
        "http://www.gull.example:80/2024/05/pier-fire/",
        "HTTPS://WWW.Gull.example:443/2024/05/pier-fire#comments",
        "https://gull.example/2024/05/pier-fire/",
        "https://gull.example//2024/05//pier-fire",
        "https://m.gull.example/2024/05/pier-fire",
        "https://mobile.gull.example/2024/05/pier-fire",
        "https://amp.gull.example/2024/05/pier-fire",
        "https://www.gull.example/amp/2024/05/pier-fire",
        "https://www.gull.example/2024/05/pier-fire/amp/",
        "https://www.gull.example/2024/05/pier-fire.amp",
        "https://www.gull.example/2024/05/pier-fire?amp=1",
        "https://www.gull.example/2024/05/pier-fire?outputType=amp",
        "https://www.gull.example/2024/05/pier-fire/index.html",
        "https://www.gull.example/2024/05/pier%2Dfire",
        "https://www.gull.example/2024/05/pier-fire?utm_source=x&utm_medium=y&fbclid=z",
        "https://www.gull.example/2024/05/pier-fire?ref=front-page&CMP=share_btn",
    ],
)
def test_ways_to_write_one_address_are_one_page(other: str) -> None:
    assert page_key(other) == page_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://gull.example/2024/05/pier-fire-2",
        "https://gull.example/2024/05/Pier-fire",
        "https://gull.example/2024/05/pier-fire?id=7",
        "https://gull.example/2024/05/pier-fire?page=2",
        "https://gull.example/2024/05/pier-fire?ref=4711",
        "https://news.gull.example/2024/05/pier-fire",
        "https://gull.example:8080/2024/05/pier-fire",
        "https://gull.test/2024/05/pier-fire",
        "https://gull.example/2024/05/champ",
    ],
)
def test_what_may_be_another_page_is_one(other: str) -> None:
    assert page_key(other) != page_key(PAGE)


def test_parameters_have_no_order_and_letters_one_form() -> None:
    assert page_key("https://gull.example/a?x=1&y=2") == page_key("https://gull.example/a?y=2&x=1")
    assert page_key("https://gull.example/zür") == page_key("https://gull.example/z%C3%BCr")
    assert page_key("https://en.m.gull.example/a") == page_key("https://en.gull.example/a")
    assert page_key("https://m.example/a") != page_key("https://amp.example/a")


def test_an_id_that_is_no_address_is_what_it_is() -> None:
    for key in ("news/a.txt", "a.jsonl#L7", "op-17", "http:broken"):
        assert page_key(key) == key and not is_address(key)


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    for key in (text, f"https://gull.example/{text}", f"https://gull.example/a?{text}"):
        assert isinstance(page_key(key), str)
