"""What records call languages and kinds of articles, as the terms that an article has."""

import re

from index.formats.fields.fields import language_of as language_told

# ISO 639-1, then other codes (ISO 639-2 and 639-3) and names.
_LANGUAGES = """
af afr afrikaans; am amh amharic; ar ara arabic; az aze azerbaijani; be bel belarusian;
bg bul bulgarian; bn ben bengali bangla; bs bos bosnian; ca cat catalan; cs ces cze czech;
cy cym wel welsh; da dan danish; de deu ger german deutsch; el ell gre greek; en eng english;
es spa spanish español castilian; et est estonian; eu eus baq basque; fa fas per persian farsi;
fi fin finnish; fr fra fre french français; ga gle irish; gl glg galician; gu guj gujarati;
ha hau hausa; he heb hebrew; hi hin hindi; hr hrv croatian; hu hun hungarian;
hy hye arm armenian; id ind indonesian; is isl ice icelandic; it ita italian italiano;
ja jpn japanese; ka kat geo georgian; kk kaz kazakh; km khm khmer; kn kan kannada;
ko kor korean; ku kur kurdish; ky kir kyrgyz; lo lao; lt lit lithuanian; lv lav latvian;
mk mkd mac macedonian; ml mal malayalam; mn mon mongolian; mr mar marathi; ms msa may malay;
mt mlt maltese; my mya bur burmese; nb nob; ne nep nepali; nl nld dut dutch nederlands;
nn nno; no nor norwegian; pa pan punjabi; pl pol polish; ps pus pashto;
pt por portuguese português; ro ron rum romanian; ru rus russian; si sin sinhala;
sk slk slo slovak; sl slv slovenian slovene; so som somali; sq sqi alb albanian;
sr srp serbian; sv swe swedish; sw swa swahili; ta tam tamil; te tel telugu; tg tgk tajik;
th tha thai; tl tgl tagalog filipino; tr tur turkish; uk ukr ukrainian; ur urd urdu;
uz uzb uzbek; vi vie vietnamese; xh xho xhosa; yo yor yoruba; zh zho chi cmn chinese mandarin;
zu zul zulu
"""
_BY_NAME = {name: names.split()[0] for names in _LANGUAGES.split(";") for name in names.split()}
_KINDS = {
    "news": "news newsarticle reportagenewsarticle newsreport straightnews hardnews",
    "opinion": "opinion opinions oped opinionpiece opinionnewsarticle editorial editorials column"
    " columns commentary comment commentisfree leader analysisopinion toneeditorials tonecomment",
    "letter": "letter letters lettertotheeditor letterstotheeditor toneletters",
    "satire": "satire satiricalarticle satirical parody",
    "correction": "correction corrections correctionsandclarifications clarification"
    " correctionnewsarticle",
    "live": "live liveblog liveblogposting liveblogging liveupdates minutebyminute"
    " toneminutebyminute",
    "brief": "brief briefs newsbrief newsinbrief briefing shortnews",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def language_of(written: str) -> str | None:
    """Return ISO 639-1 for "en-GB", "eng" or "English"; None for what is not known."""
    name = re.split(r"[-_@.,; ]", written.strip(), maxsplit=1)[0].casefold()
    return _BY_NAME.get(name) or language_told(written)


def kind_of(written: str) -> str | None:
    """Return an article's kind for "Op-Ed", "NewsArticle" or "Letter"; None for any other word."""
    return _KIND_OF.get(re.sub(r"[\W_]", "", written[:80].rpartition("schema.org/")[2]).casefold())
