"""Units as words: what they measure, and how many of the first unit of their kind one is."""

from typing import NamedTuple

from index.words import stem


class Unit(NamedTuple):
    """A unit: its dimension, and its size in that dimension's own unit.

    Units of one dimension with a size of 0 cannot be turned into one another, as currencies.
    """

    name: str
    dimension: str
    size: float


_SIZES = {
    "time": "second:1 minute:60 hour:3600 day:86400 week:604800 fortnight:1209600 month:2629800 "
    "year:31557600 decade:315576000 century:3155760000",
    "length": "mm:.001 millimetre:.001 millimeter:.001 cm:.01 centimetre:.01 centimeter:.01 m:1 "
    "metre:1 meter:1 km:1000 kilometre:1000 kilometer:1000 mile:1609.344 yard:.9144 foot:.3048 "
    "feet:.3048 ft:.3048 inch:.0254",
    "mass": "gram:.001 kg:1 kilogram:1 kilo:1 ton:1000 tonne:1000 lb:.4536 ounce:.02835",
    "area": "acre:4046.86 hectare:10000",
    "volume": "litre:1 liter:1 gallon:3.785 barrel:159",
    "power": "watt:1 kilowatt:1000 megawatt:1e6 gigawatt:1e9 mw:1e6 gw:1e9",
    "temperature": "celsius:0 fahrenheit:0",
    "money": "dollar:0 usd:0 euro:0 eur:0 pound:0 sterling:0 gbp:0 yen:0 yuan:0 renminbi:0 rupee:0 "
    "rouble:0 ruble:0 franc:0 lira:0 won:0 peso:0 real:0 rand:0 krona:0 krone:0 hryvnia:0 shekel:0",
    "share": "percent:0 %:0",
}
SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "%": "percent"}
_SAME = {
    **{"usd": "dollar", "eur": "euro", "sterling": "pound", "gbp": "pound", "ruble": "rouble"},
    **{"renminbi": "yuan", "%": "percent"},
}
_UNITS = {
    stem(name): Unit(_SAME.get(name, name), dimension, float(size))
    for dimension, listed in _SIZES.items()
    for name, size in (each.rsplit(":", 1) for each in listed.split())
}


def unit_of(word: str) -> Unit | None:
    """The unit that a word or a symbol names; None where it names none."""
    return _UNITS.get(stem(SYMBOLS.get(word, word)))
