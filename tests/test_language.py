"""The language of an article, by its source or by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article
from index.naming.cleaning import cleaned
from index.prose.language import language_in

# Three sentences each, made up for this test.
SENTENCES = {
    "en": (
        "The bridge over the river was closed on Monday after a boat had hit one of its piers.",
        "Nobody knows when the trains will run again, the minister told reporters in the capital.",
        "Her party lost most of the seats that it had won in the south four years ago.",
    ),
    "de": (
        "Die Brücke über den Fluss wurde am Montag gesperrt, nachdem ein Schiff sie gerammt hatte.",
        "Niemand weiß, wann die Züge wieder fahren werden, sagte der Minister in der Hauptstadt.",
        "Ihre Partei verlor die meisten Sitze, die sie vor vier Jahren im Süden gewonnen hatte.",
    ),
    "fr": (
        "Le pont sur le fleuve a été fermé lundi après qu'un bateau a heurté un de ses piliers.",
        "Personne ne sait quand les trains vont rouler de nouveau, a dit le ministre à la presse.",
        "Son parti a perdu la plupart des sièges qu'il avait gagnés dans le sud il y a quatre ans.",
    ),
    "es": (
        "El puente sobre el río fue cerrado el lunes después de que un barco chocara con él.",
        "Nadie sabe cuándo volverán a circular los trenes, dijo el ministro en la capital.",
        "Su partido perdió la mayoría de los escaños que había ganado en el sur.",
    ),
    "it": (
        "Il ponte sul fiume è stato chiuso lunedì dopo che una barca ha colpito uno dei piloni.",
        "Nessuno sa quando i treni torneranno a viaggiare, ha detto il ministro nella capitale.",
        "Il suo partito ha perso la maggior parte dei seggi che aveva vinto nel sud.",
    ),
    "pt": (
        "A ponte sobre o rio foi fechada na segunda-feira depois que um barco bateu num pilar.",
        "Ninguém sabe quando os comboios vão circular de novo, disse o ministro na capital.",
        "O seu partido perdeu a maior parte dos lugares que tinha ganho no sul.",
    ),
    "nl": (
        "De brug over de rivier werd maandag gesloten nadat een boot er tegenaan was gevaren.",
        "Niemand weet wanneer de treinen weer zullen rijden, zei de minister in de hoofdstad.",
        "Haar partij verloor de meeste zetels die zij eerder in het zuiden had gewonnen.",
    ),
    "sv": (
        "Bron över floden stängdes på måndagen efter att en båt hade kört på en av pelarna.",
        "Ingen vet när tågen ska gå igen, sade ministern till journalister i huvudstaden.",
        "Hennes parti förlorade de flesta mandat som det hade vunnit i söder för fyra år sedan.",
    ),
    "pl": (
        "Most na rzece został zamknięty w poniedziałek po tym, jak uderzyła w niego łódź.",
        "Nikt nie wie, kiedy pociągi znów będą jeździć, powiedział minister w stolicy.",
        "Jej partia straciła większość mandatów, które zdobyła na południu przed czterema laty.",
    ),
    "tr": (
        "Nehrin üzerindeki köprü bir teknenin çarpması üzerine pazartesi kapatıldı.",
        "Trenlerin ne zaman yeniden çalışacağını kimse bilmiyor, dedi bakan ama tarih de vermedi.",
        "Partisi güneyde daha önce kazandığı sandalyelerin çoğunu bu seçimde kaybetti ve çekildi.",
    ),
    "ru": (
        "Мост через реку закрыли в понедельник после того, как в него врезалось судно.",
        "Никто не знает, когда поезда снова будут ходить, сказал министр в столице, но мы ждём.",
        "Её партия потеряла большинство мест, которые она выиграла на юге четыре года назад.",
    ),
    "uk": (
        "Міст через річку закрили в понеділок після того, як у нього врізався човен.",
        "Ніхто не знає, коли потяги знову почнуть ходити, сказав міністр у столиці.",
        "Її партія втратила більшість місць, які вона виграла на півдні чотири роки тому.",
    ),
    "ar": ("أغلق الجسر فوق النهر يوم الاثنين بعد أن اصطدم به قارب صغير.",) * 3,
    "zh": ("一艘船撞上桥墩后，这座跨河大桥于星期一关闭，部长在首都说。",) * 3,
    "ja": ("船が橋脚に衝突したため、川に架かる橋は月曜日に閉鎖された。",) * 3,
    "el": ("Η γέφυρα πάνω από τον ποταμό έκλεισε τη Δευτέρα.",) * 3,
    "da": (
        "Broen over floden blev lukket mandag, efter at en båd havde ramt en af pillerne.",
        "Ingen ved, hvornår togene kører igen, sagde ministeren mellem møderne i hovedstaden.",
        "Hendes parti mistede de fleste af de mandater, som det havde vundet efter sidste valg.",
    ),
}


def test_most_sentences_are_known_and_none_is_taken_for_another_language() -> None:
    found = {
        language: [language_in(sentence) for sentence in sentences]
        for language, sentences in SENTENCES.items()
    }
    wrong = {(a, b) for a, some in found.items() for b in some if b not in (a, None)}
    known = sum(b == a for a, some in found.items() for b in some)
    assert not wrong
    assert known >= 0.9 * sum(map(len, SENTENCES.values())), found


@pytest.mark.parametrize("language", SENTENCES)
def test_a_text_of_several_sentences_is_known(language: str) -> None:
    assert language_in(" ".join(SENTENCES[language])) == language


@pytest.mark.parametrize(
    "text", ["", "1234 5678", "Gull Tern Skua", "ABC 12 DEF", "xk qv zzt " * 10, "😀" * 40]
)
def test_in_doubt_there_is_none(text: str) -> None:
    assert language_in(text) is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert language_in(text) is None or len(language_in(text) or "") == 2


def test_what_the_source_says_goes_before() -> None:
    german = " ".join(SENTENCES["de"])
    told = cleaned(Article("a", "T", german, language="nl", provenance={"language": "html lang"}))
    assert told.language == "nl" and told.provenance["language"] == "html lang"
    found = cleaned(Article("a", "T", german))
    assert found.language == "de" and found.provenance["language"] == "found by its words"
    assert "language" not in cleaned(Article("a", "T", "Gull.")).provenance
