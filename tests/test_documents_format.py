"""Documents of word processors and EPUBs, compared with the text that they were made from."""

import zipfile
from pathlib import Path

import pytest

from index.articles import Article, Rejected
from index.formats.documents.docx import looks_like_docx, read_docx
from index.formats.documents.epub import looks_like_epub, read_epub
from index.formats.documents.odt import looks_like_odt, read_odt
from index.formats.documents.rtf import looks_like_rtf, read_rtf
from index.formats.raw.file import File

FIXTURES = Path(__file__).parent / "fixtures" / "formats"
TEXT = (FIXTURES / "bridge.txt").read_text(encoding="utf-8")
READERS = {".docx": read_docx, ".odt": read_odt, ".rtf": read_rtf, ".epub": read_epub}
STORY = (
    "The bridge over the Ley reopened on Monday, two years after a flood carried half of it away."
    " Mayor Ada Thorne walked across it first."
)
FERRY = (
    "The ferry between Norbury and Gull Point will run at night from June. A ticket costs four"
    " crowns, the harbour master said."
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    f'<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
)


def read(path: Path) -> list[Article | Rejected]:
    return list(READERS[path.suffix](File(path, path.name, str(path))))


def the_reason(path: Path) -> str:
    (rejected,) = read(path)
    assert isinstance(rejected, Rejected), rejected
    return rejected.reason


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def docx(path: Path, body: str, **more: str) -> Path:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    parts = {"word/document.xml": document, "word/styles.xml": STYLES}
    return packed(path, {**parts, **more})


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("suffix", READERS)
def test_what_libreoffice_writes_is_read_word_for_word(suffix):
    (article,) = read(FIXTURES / f"bridge{suffix}")
    assert article.text.strip() == TEXT.strip()
    assert (article.id, article.title) == (f"bridge{suffix}", TEXT.partition("\n")[0])
    assert (article.published, article.authors) == ("2024-05-03", ("Jane Doe",))
    assert article.publisher is None  # the paper's name stands in the page's head only


@pytest.mark.parametrize("suffix", [".docx", ".rtf"])
def test_the_documents_of_an_export_are_an_article_each(suffix):
    articles = read(FIXTURES / f"nexis{suffix}")
    assert [(each.id, each.title, each.publisher, each.published) for each in articles] == [
        (f"nexis{suffix}#1", "Bridge over the Ley reopens", "Leyton Courier", "2024-05-03"),
        (f"nexis{suffix}#2", "Night ferry from June", "The Norbury Post", "2024-05-05"),
    ]
    assert [each.text.strip() for each in articles] == [STORY, FERRY]
    assert articles[1].origin == f"{FIXTURES / f'nexis{suffix}'}#2"


def test_word_s_changes_hidden_text_fields_boxes_and_notes_are_read_as_they_are_shown(tmp_path):
    body = (
        p("Bridge reopens", "berschrift1") + "<w:p><w:r><w:t>The bridge over the </w:t></w:r>"
        "<w:del><w:r><w:delText>Lea</w:delText><w:t>Lea</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>Ley</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> SECRET</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t> reopened</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>on Monday, the mayor said.</w:t></w:r>"
        f"<w:r><w:drawing><w:txbxContent>{p('A box beside it.')}</w:txbxContent></w:drawing></w:r>"
        "</w:p><w:sdt><w:sdtContent>" + p("It cost two crowns.") + "</w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc>" + p("In a table.") + "</w:tc></w:tr></w:tbl>"
    )
    notes = f"<w:footnotes {W}><w:footnote>{p('A note.')}</w:footnote></w:footnotes>"
    path = docx(tmp_path / "a.docx", body, **{"word/footnotes.xml": notes})
    (article,) = read(path)
    assert article.title == "Bridge reopens"
    assert article.provenance["title"] == "the first heading"
    assert article.text.strip().split("\n\n") == [
        "Bridge reopens",
        "The bridge over the Ley reopened\non Monday, the mayor said.",
        "A box beside it.",
        "It cost two crowns.",
        "In a table.",
        "A note.",
    ]


def test_articles_on_pages_of_their_own_are_several(tmp_path):
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    one = p("Bridge over the Ley reopens") + p("By Jane Doe, 3 May 2024") + p(STORY)
    two = p("Night ferry from June") + p("By Tom Roe, 5 May 2024") + p(FERRY)
    articles = read(docx(tmp_path / "a.docx", one + page + two))
    assert [(each.id, each.authors) for each in articles] == [
        ("a.docx#1", ("Jane Doe",)),
        ("a.docx#2", ("Tom Roe",)),
    ]
    (article,) = read(docx(tmp_path / "b.docx", one + page + p(FERRY)))
    assert "\f" not in article.text and article.text.strip().endswith(FERRY)


def test_properties_count_only_where_they_are_likely_and_the_text_tells_nothing(tmp_path):
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>"
    )
    story = p(STORY) + p(FERRY)
    for title, author, expected in [
        ("How the bridge came back", "user", "How the bridge came back"),
        ("Microsoft Word - bridge.docx", "Jane Doe", None),
        ("Document1", "", None),
    ]:
        about = {"docProps/core.xml": core.format(title, author)}
        (article,) = read(docx(tmp_path / "a.docx", story, **about))
        made = article.provenance["title"] == "made from the first sentence"
        assert article.title == expected if expected else made
        assert article.authors == ()


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_what_is_no_package_or_breaks_off_is_rejected(tmp_path, suffix):
    whole = (FIXTURES / f"bridge{suffix}").read_bytes()
    for content in (b"", b"PK\x03\x04", b"A story.", whole[: len(whole) // 2]):
        (tmp_path / f"a{suffix}").write_bytes(content)
        assert the_reason(tmp_path / f"a{suffix}") == (
            "the file is damaged or breaks off; save it again"
        )
    packed(tmp_path / f"b{suffix}", {"mimetype": "x"})
    assert the_reason(tmp_path / f"b{suffix}").endswith("again")


def test_a_document_of_old_word_under_a_new_name_is_named(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert "of Word before 2007" in the_reason(tmp_path / "a.docx")


def test_damaged_rtf_is_rejected_or_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(b"A story.")
    assert the_reason(path) == "it does not begin as RTF does; save it again"
    path.write_bytes(b"{\\rtf1\\ansi }")
    assert the_reason(path) == "the file holds no words; leave it out"
    whole = (FIXTURES / "bridge.rtf").read_bytes()
    for kept in range(0, len(whole), 997):
        path.write_bytes(whole[:kept])
        assert len(read(path)) == 1


def test_rtf_reads_letters_of_code_pages_and_of_unicode(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(
        b"{\\rtf1\\ansi\\ansicpg1252 {\\info{\\title x}{\\author user}}"
        b"{\\header The Courier\\par}Caf\\'e9 \\ldblquote Z\\u252?rich\\rdblquote  opened,"
        b" Jane Doe said.\\par It cost \\'805.\\page Next"
        b'{\\field{\\*\\fldinst{\\rtlch\\f1 HYPERLINK "https://x.example/a" }}'
        b"{\\fldrslt{\\ul  bridge}}}.\\par}"
    )
    (article,) = read(path)
    assert article.text.strip() == (
        "Café “Zürich” opened, Jane Doe said.\n\nIt cost €5.\n\nNext bridge."
    )


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml"])
def test_a_part_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked(tmp_path, name):
    bomb = {name: b"<a>" + b" " * 80_000_000 + b"</a>"}
    reason = the_reason(docx(tmp_path / "a.docx", p(STORY), **bomb))
    assert reason == "a part of it unpacks to more than it can hold; leave it out"


def test_entities_of_a_document_s_own_are_refused(tmp_path):
    laughs = (
        '<!DOCTYPE d [<!ENTITY a "ha">]><w:document ' + W + "><w:body>&a;</w:body></w:document>"
    )
    path = packed(tmp_path / "a.docx", {"word/document.xml": laughs})
    assert the_reason(path) == "its XML has entities of its own; leave it out"
    outside = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    path = packed(tmp_path / "a.odt", {"content.xml": outside})
    assert the_reason(path) == "its XML has entities of its own; leave it out"


def test_elements_in_elements_without_end_do_not_end_the_run(tmp_path):
    deep = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    assert the_reason(docx(tmp_path / "a.docx", deep)).endswith("save it again")


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/content.opf"/></rootfiles></container>'
)


def epub(path: Path, chapters: dict[str, str], title: str = "The Book", ncx: str = "") -> Path:
    items = "".join(f'<item id="{n}" href="{n}.xhtml"/>' for n in chapters)
    spine = "".join(f'<itemref idref="{n}"/>' for n in chapters)
    toc = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if ncx else ""
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:language>en-GB</dc:language></metadata><manifest>{items}{toc}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    pages = {
        f"OPS/{name}.xhtml": '<?xml version="1.0"?><!DOCTYPE html><html xmlns='
        f'"http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
        for name, body in chapters.items()
    }
    parts = {"META-INF/container.xml": CONTAINER, "OPS/content.opf": opf, **pages}
    return packed(path, {**parts, "OPS/toc.ncx": ncx} if ncx else parts)


NAVIGATION = "<div>| <a href='x'>Next</a> | <a href='x'>Section Menu</a> | Main Menu |</div>"
NCX = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/ncx.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Local'
    '</text></navLabel><content src="menu.xhtml"/><navPoint><navLabel><text>Bridge</text>'
    '</navLabel><content src="one.xhtml#a"/></navPoint></navPoint></navMap></ncx>'
)


def test_each_article_of_a_newspaper_that_calibre_fetched_is_one(tmp_path):
    fetched = "<div>This article was downloaded by <strong>calibre</strong> from <a>{}</a></div>"
    chapters = {
        "cover": "<img src='x.jpg'/>",
        "menu": "<h2>Local</h2><ul><li>Bridge reopens</li><li>Night ferry</li></ul>",
        "one": f"{NAVIGATION}<h2>Bridge over the Ley reopens</h2><p>By Jane Doe</p><p>{STORY}</p>"
        + fetched.format("https://leytoncourier.example/bridge?utm_source=x")
        + NAVIGATION,
        "two": f"<h1>Night ferry&nbsp;from June</h1><p>{FERRY}</p><script>alert(1)</script>",
    }
    path = epub(tmp_path / "a.epub", chapters, "Leyton Courier [Fri, 03 May 2024]", NCX)
    one, two = read(path)
    assert one.text.strip().split("\n\n") == ["Bridge over the Ley reopens", "By Jane Doe", STORY]
    assert (one.title, one.authors) == ("Bridge over the Ley reopens", ("Jane Doe",))
    assert (one.publisher, one.published, one.section) == ("Leyton Courier", "2024-05-03", "Local")
    assert one.id == "https://leytoncourier.example/bridge"
    assert (two.id, two.title, two.section) == ("a.epub#2", "Night ferry from June", None)
    assert two.text.strip().endswith(FERRY) and two.language == "en"


def test_what_follows_a_chapter_without_a_heading_belongs_to_it(tmp_path):
    chapters = {
        "title": "<h1>The Book</h1>",
        "contents": f"<h1>Contents</h1><p>{STORY}</p>",
        "one": f"<h1>Bridge</h1><p>{STORY}</p>",
        "more": f"<p>{FERRY}</p>",
        "two": f"<h1>Ferry</h1><p>{FERRY}<br/>At night.</p>",
    }
    one, two = read(epub(tmp_path / "a.epub", chapters))
    assert (one.title, two.title) == ("Bridge", "Ferry")
    assert one.text.strip().split("\n\n") == ["Bridge", STORY, FERRY]
    assert two.text.strip().endswith("\nAt night.") and two.published is None


def test_a_book_without_a_text_is_rejected(tmp_path):
    path = epub(tmp_path / "a.epub", {"cover": "<img src='x'/>"})
    assert the_reason(path) == "it has no chapter with text; leave it out"


def test_documents_are_told_by_their_first_bytes():
    heads = {suffix: (FIXTURES / f"bridge{suffix}").read_bytes()[:4096] for suffix in READERS}
    looks = {
        ".docx": looks_like_docx,
        ".odt": looks_like_odt,
        ".rtf": looks_like_rtf,
        ".epub": looks_like_epub,
    }
    for suffix, look in looks.items():
        assert [name for name, head in heads.items() if look(head)] == [suffix]
        assert not look(b"A story of PK and word/ processors.") and not look(b"")
