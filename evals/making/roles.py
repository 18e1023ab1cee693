"""Questions for what stands beside a person's name: the office held, the age."""

from collections.abc import Iterator

from evals.making.drafts import Draft
from evals.making.parsing import Entity, Parse, Token
from evals.making.people import is_person

# Offices that one person at a time holds.
_OFFICES = (
    "chief executive officer|chief executive|prime minister|foreign minister|defense minister|"
    "defence minister|finance minister|health minister|interior minister|attorney general|"
    "secretary of state|police chief|fire chief|general manager|athletic director|head coach|coach|"
    "ceo|president|chancellor|governor|gov.|mayor|king|queen|sheriff|superintendent|commissioner|"
    "chairman|chairwoman|founder"
).split("|")
_AS_WRITTEN = {"ceo": "CEO", "gov.": "governor"}
_PAST = frozenset("former then acting deputy vice late ex assistant interim".split())


def role_questions(parse: Parse) -> Iterator[Draft]:
    """Who holds an office that the sentence names beside a person."""
    for entity in parse.entities:
        if is_person(parse, entity):
            yield from _beside(parse, entity)
            yield from _in_front(parse, entity)


def age_questions(parse: Parse) -> Iterator[Draft]:
    """How old a person is whose name has the age behind it, between commas."""
    for entity in parse.entities:
        behind = parse.tokens[entity.last : entity.last + 3]
        if entity.last - entity.first < 2 or len(behind) < 3 or not is_person(parse, entity):
            continue
        age = behind[1].text
        if behind[0].text == behind[2].text == "," and age.isdigit() and 12 <= int(age) <= 110:
            name = range(entity.first, entity.last)
            number = Entity(behind[1].i, behind[1].i + 1, "DATE")
            yield Draft("how-old", ("How", "old", "was", *name), number)


def _beside(parse: Parse, person: Entity) -> Iterator[Draft]:
    """As in "Ana Costa, the mayor of Lisbon, ..." and "The mayor of Lisbon, Ana Costa, ..."."""
    name = parse.tokens[person.last - 1]
    described = [child for child in parse.children(name) if child.dep == "appos"]
    if name.dep == "appos":
        described.append(parse.tokens[name.head])
    for noun in described:
        places = _description(parse, noun, person)
        if places:
            first = any(parse.tokens[i].lemma.lower() in ("first", "last") for i in places)
            yield Draft("role", ("Who", "was" if first else "is", *places), person)


def _description(parse: Parse, noun: Token, person: Entity) -> list[int]:
    """As in "the mayor of Lisbon", up to a mark; empty where it is no such thing."""
    places: list[int] = []
    for i in parse.subtree(noun):
        outside = person.first <= i < person.last or parse.tokens[i].tag in (",", ":", "HYPH", ".")
        if outside or (places and i != places[-1] + 1):
            if i > noun.i:
                break
            places = []
            continue
        places.append(i)
    words = [parse.tokens[i] for i in places]
    if noun.i not in places or noun.tag != "NN" or words[0].text.lower() != "the":
        return []
    of = any(word.text == "of" and word.head == noun.i for word in words)
    plain = not any(word.lemma.lower() in _PAST or word.dep in ("cc", "relcl") for word in words)
    return places if of and plain else []


def _in_front(parse: Parse, person: Entity) -> Iterator[Draft]:
    """As in "Acme CEO Ana Costa" and "French President Ana Costa"."""
    before = [t for t in parse.tokens[: person.first] if t.i >= person.first - 5]
    text = " ".join(token.text for token in before).lower()
    office = next((each for each in _OFFICES if f" {text}".endswith(f" {each}")), None)
    if office is None:
        return
    first = person.first - len(office.split())
    holder = parse.entity(first - 1) if first else None
    before_that = parse.tokens[holder.first - 1].lemma.lower() if holder and holder.first else ""
    if holder is None or holder.last != first or before_that in _PAST | {"and", "&", "-"}:
        return
    if any(t.tag == "IN" and t.text != "of" for t in parse.tokens[holder.first : first]):
        return
    title = _AS_WRITTEN.get(office, office)
    places = list(range(holder.first, holder.last))
    if holder.label in ("NORP", "ORG"):
        yield Draft("role", ("Who", "is", "the", *places, title), person)
    elif holder.label == "GPE" and parse.tokens[first - 1].tag == "NNP":
        the = ("the",) if _takes_article(parse, holder) else ()
        yield Draft("role", ("Who", "is", "the", title, "of", *the, *places), person)


def _takes_article(parse: Parse, entity: Entity) -> bool:
    text = parse.words(range(entity.first, entity.last))
    return text.split()[0] in ("United", "U.S.", "US", "UK", "U.K.", "EU", "Netherlands")
