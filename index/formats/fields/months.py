"""Months as other languages than English write them: "3 de marzo de 2023", "3. März 2023"."""

# Spanish, Portuguese, French, Italian, German, Dutch, Danish, Swedish, Polish, Russian, Ukrainian.
_NAMES = """
enero janeiro janvier gennaio januar jänner januari stycznia января січня
febrero fevereiro février febbraio februar feber februari lutego февраля лютого
marzo março mars marzo märz maart marts marca марта березня
abril avril aprile april kwietnia апреля квітня
mayo maio mai maggio mei maj maja мая травня
junio junho juin giugno juni czerwca июня червня
julio julho juillet luglio juli lipca июля липня
agosto août aout agosto august augustus augusti sierpnia августа серпня
septiembre setiembre setembro septembre settembre september września сентября вересня
octubre outubro octobre ottobre oktober października октября жовтня
noviembre novembro novembre november listopada ноября листопада
diciembre dezembro décembre dicembre dezember december grudnia декабря грудня
"""
MONTHS = {
    name: number
    for number, line in enumerate(_NAMES.split("\n")[1:-1], start=1)
    for name in line.split()
}
"""The number of each month by its name in small letters."""

MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
"""A pattern for any of them, in small letters."""

AROUND = (
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì"
    r"|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda|terça|quarta|quinta|sexta|feira"
    r"|uhr|den|am|um|le|el|il|em|op|às|à|a las|alle|ore|kl|года|г|р|року"
    r"|오전|오후|[월화수목금토일]요일|午前|午後"
)
"""Words that stand beside such a date and say no more than it does."""
