"""Heads of articles and lines of pages in other languages than English, and of old pages."""

import pytest

from index.formats.fields.bylines import byline_names, find_authors
from index.formats.fields.headlines import find_title
from index.formats.fields.kinds import told_kind
from index.formats.fields.lines import lines_of
from index.formats.pages.html import article_from_html
from index.formats.plain.text import article_from_text
from index.prose.boilerplate import boilerplate_spans, is_boilerplate

STORY = (
    "\n\nDie Fähre nach Ostra fährt bis Freitag nicht, teilte das Hafenamt am Mittwoch mit. Ein"
    " Lager der Welle war gebrochen.\n\nAuf der Insel leben 87 Menschen.\n"
)


def article(head: str):
    return article_from_text(head + STORY, "a.txt", "a.txt")


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Publicerad 3 maj 2023 kl 09.15", "2023-05-03", None),
        ("Publicerad 3 maj 2023\nSenast uppdaterad 4 maj 2023", "2023-05-03", "2023-05-04"),
        ("Publié le 3 mai 2023 à 9h15, modifié le 4 mai 2023", "2023-05-03", "2023-05-04"),
        ("23/05/2023 06h02  Atualizado há 2 semanas", "2023-05-23", None),
        ("May 3, 20236:02 PM GMT+2Updated 2 days ago", "2023-05-03", None),
        ("Published On 3 May 20233 May 2023", "2023-05-03", None),
        ("입력2023.05.03. 오전 9:15  수정2023.05.04. 오후 1:02", "2023-05-03", "2023-05-04"),
        ("Published On 3 May 2023 4 May 2023", None, None),
        ("2023.13.45", None, None),
    ],
)
def test_days_are_read_as_papers_and_copies_of_their_pages_have_them(line, published, updated):
    found = article(f"Fähre nach Ostra liegt still\n\n{line}")
    assert (found.published, found.updated) == (published, updated)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("di Marta Zanon", ("Marta Zanon",)),
        ("Av Ida Holm och Per Lund", None),
        ("Por Luana Reis, Folha da Ilha — Ostra do Sul", ("Luana Reis",)),
        ("Por Luana Reis e Davi Melo, g1 Ostra", ("Luana Reis", "Davi Melo")),
        ("Par Odile Marchand (Ostra, envoyée spéciale)", ("Odile Marchand",)),
        ("김바다 기자", ("김바다",)),
        ("김바다·박도윤 기자 bada@ostra.example", ("김바다", "박도윤")),
        ("di nuovo in mare", ()),
        ("우리 동네 기자 모임", ()),
    ],
)
def test_bylines_of_other_languages_name_persons_only(line, names):
    found, _ = find_authors(lines_of(f"Fähre nach Ostra liegt still\n\n{line}{STORY}"))
    assert names is None or found == names
    assert byline_names("By Jane Doe (now) and Tom Hale (earlier)") == ("Jane Doe", "Tom Hale")


@pytest.mark.parametrize("kicker", ["Il caso", "News|Ferries", "Économie", "Le portrait"])
def test_what_stands_over_a_headline_is_none(kicker):
    assert find_title(f"{kicker}\n\nFähre nach Ostra liegt still{STORY}").value == (
        "Fähre nach Ostra liegt still"
    )


def test_a_label_before_a_bar_over_the_headline_tells_the_kind():
    found = article("COMMENT | IDA HOLM\n\nFähre nach Ostra liegt still")
    kind = told_kind(found)
    assert found.title == "Fähre nach Ostra liegt still"
    assert kind and kind.value == "opinion"


def test_the_notices_and_menus_over_an_article_are_no_part_of_it_in_other_languages():
    over = (
        "Aller au contenu\nL'Écho de l'Île, chaque matin chez vous\nContinuer sans accepter\n"
        "Avec votre accord, nous et nos 12 partenaires utilisons des cookies.\nSe connecter\n"
        "S'abonner dès 2 €\nÉconomie\nArticle réservé aux abonnés\n\n"
    )
    found = article(f"{over}Le bac d'Ostra reste à quai\n\nPar Odile Marchand\n3 mai 2023")
    assert found.title == "Le bac d'Ostra reste à quai"
    assert (found.authors, found.published) == (("Odile Marchand",), "2023-05-03")
    assert boilerplate_spans(found.text)[0].end == len(over.rstrip())


@pytest.mark.parametrize(
    ("line", "is_notice"),
    [
        ("Zum Inhalt springen", True),
        ("Lesezeit: 2 Minuten", True),
        ("Der Zustimmung können Sie jederzeit widersprechen.", True),
        ("본문 바로가기", True),
        ("Nutzen Sie die Fähre, solange sie fährt, riet das Hafenamt.", False),
        ("Der Zustimmung des Rates folgte ein Fest.", False),
        ("Partager le gâteau entre vingt enfants", False),
    ],
)
def test_only_whole_lines_that_are_sure_are_notices(line, is_notice):
    assert is_boilerplate(line) is is_notice


def page(body: str, title: str = "Ferry tied up"):
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return article_from_html(html.encode(), "a.html", "a.html")


STORY_OF_PAGE = (
    "<p>The ferry to Ostra will not sail until Friday, the harbour office said on Tuesday.</p>"
    "<p>A bearing of its shaft had broken, and the spare one lies on the mainland.</p>"
    "<p>On the island live 87 people, and two cows that were to be sold. The council sent bread and"
    " milk by boat, and the doctor will come once a week until the shaft turns again.</p>"
)


def test_a_table_that_lays_out_a_page_is_none_of_its_story():
    found = page(
        '<table><tr><td><a href="/">Front page</a><br><a href="/s">Sport</a></td><td>'
        f"<h1>Ferry tied up</h1><p><b>By Ida Holm</b><br>3 May 2023</p>{STORY_OF_PAGE}</td></tr>"
        "</table>"
    )
    assert found.text.startswith("The ferry to Ostra")
    assert "Front page" not in found.text and found.text.count("\n\n") == 2
    assert (found.authors, found.published) == (("Ida Holm",), "2023-05-03")


@pytest.mark.parametrize(
    ("home", "publisher"),
    [
        ('<a href="/" rel="home"><span>The Ostra Courier</span></a>', "The Ostra Courier"),
        ('<a href="/about">The Ostra Courier</a>', None),
        ('<a href="/">Home</a>', None),
    ],
)
def test_a_sites_name_is_told_by_its_title_and_the_link_home_together(home, publisher):
    body = f"{home}<h1>Ferry tied up</h1><article>{STORY_OF_PAGE}</article>"
    assert page(body, "Ferry tied up | The Ostra Courier").publisher == publisher
