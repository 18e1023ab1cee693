"""Two runs beside each other as plain text."""

from evals.reporting.tables import WIDTH, aligned, clipped, counted, ratio
from evals.runs.comparing import Compared, Comparison

_HEAD = ["", "of", "before", "after", "differs", "95 % interval", "p", "better", "worse"]
_LISTED = 10


def comparison_table(comparison: Comparison) -> str:
    """The comparison as plain text of at most 100 columns: measures, then changed questions."""
    parts = ["\n".join(_heading(comparison)), measures_table(comparison)]
    changed = _by_question(comparison)
    if changed:
        parts.append("\n".join([f"{counted(len(changed))} changed:", *map("\n".join, changed)]))
    return "\n\n".join(parts) + "\n"


def measures_table(comparison: Comparison) -> str:
    """A line for each measure, as plain text."""
    return aligned([_HEAD, *_measure_cells(comparison)])


def worse_sentence(compared: Compared) -> str:
    """What became worse, in a sentence for whoever has to mend it."""
    return (
        f"{compared.measure} is worse: {ratio(compared.before)} before, {ratio(compared.after)} "
        f"after (difference {_signed(compared.difference)}, 95 % interval "
        f"{_signed(compared.low)} to {_signed(compared.high)}, {counted(len(compared.worse))} "
        "worse)."
    )


def _heading(comparison: Comparison) -> list[str]:
    lines = [f"{counted(comparison.questions)} in both runs"]
    for ids, where in (
        (comparison.only_before, "only in the first run, not compared"),
        (comparison.only_after, "only in the second run, not compared"),
        (comparison.unlike, "answerable in one of the runs only, not compared"),
        (comparison.reworded, "in other words in the second run"),
    ):
        if ids:
            more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
            listed = ", ".join(clipped(each, 30) for each in ids[:_LISTED])
            lines.append(f"{len(ids)} {where}: {listed}{more}")
    if comparison.one_sided:
        lines.append(f"measured in one run only, not compared: {', '.join(comparison.one_sided)}")
    return [clipped(line, WIDTH) for line in lines]


def _measure_cells(comparison: Comparison) -> list[list[str]]:
    return [
        [
            clipped(each.measure, 20),
            str(each.questions),
            ratio(each.before),
            ratio(each.after),
            _signed(each.difference),
            f"{_signed(each.low)} to {_signed(each.high)}",
            f"{each.p:.4f}".removeprefix("0"),
            str(len(each.better)),
            str(len(each.worse)),
        ]
        for each in comparison.measures.values()
    ]


def _by_question(comparison: Comparison) -> list[list[str]]:
    """For each question that changed, its id and words, then a line for each measure that did."""
    found: dict[str, list[str]] = {}
    for compared in comparison.measures.values():
        for sign, changes in (("+", compared.better), ("-", compared.worse)):
            for each in changes:
                head = [clipped(f"  {each.id}: {each.question}", WIDTH)]
                values = f"{ratio(each.before)} to {ratio(each.after)}"
                line = f"    {sign} {compared.measure} {values}"
                found.setdefault(each.id, head).append(clipped(line, WIDTH))
    return list(found.values())


def _signed(value: float) -> str:
    """A difference with its sign and three places; what rounds to nothing has no sign."""
    shown = f"{value:+.3f}"
    return ".000" if shown[1:] == "0.000" else shown[0] + shown[1:].removeprefix("0")
