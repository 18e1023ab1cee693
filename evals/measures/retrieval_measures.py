"""How well the gold articles were found: the measures of ir_measures, by its names, for one query.

Each is 0 to 1, higher is better. They know nothing of questions that raised: whoever calls gives
nothing as retrieved then, which is zero in all of them.
"""

from collections.abc import Mapping, Sequence

RETRIEVAL = ("R@1", "R@5", "Success@1", "Success@5", "RR", "nDCG@10", "AP")


def retrieval_measures(retrieved: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """The values of `RETRIEVAL` for one query, computed by ir_measures (MacAvaney et al. 2022).

    https://ir-measur.es/en/latest/measures.html defines them, pytrec_eval (trec_eval's code)
    works them out. R@k is the share of the gold articles among the first k, Success@k whether any
    is; RR is 1 / the rank of the first, AP the mean over the gold articles of the precision at
    each one's rank, 0 for those not retrieved; nDCG@k weighs each by grade / log2(rank + 1), as a
    share of what the best order would have (Jaervelin and Kekaelaeinen 2002).

    Args:
        retrieved: Article ids, best first; one that comes again counts at its best place only.
        grades: How relevant each gold article is, from 1; at least one.
    """
    from ir_measures import iter_calc, parse_measure

    ranked = list(dict.fromkeys(retrieved))
    # Any text may be an id; numbers cannot upset trec_eval, which holds them in C strings.
    names = {article: str(n) for n, article in enumerate(dict.fromkeys([*grades, *ranked]))}
    found = iter_calc(
        [parse_measure(name) for name in RETRIEVAL],
        {"query": {names[article]: grade for article, grade in grades.items()}},
        {"query": {names[article]: float(-rank) for rank, article in enumerate(ranked)}},
    )
    values = {str(each.measure): float(each.value) for each in found}
    return {name: values[name] for name in RETRIEVAL}
