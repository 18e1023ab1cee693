"""Words of which there are only so many: pronouns, prepositions, determiners, auxiliaries."""

PRONOUNS = frozenset("he she they it we i you".split())
PREPOSITIONS = frozenset(
    """of for from at in with on to by after before during under over against among between
    through since until despite following amid within without outside inside near like unlike via
    across along around behind beside beyond into onto upon toward towards about""".split()
)
DETERMINERS = frozenset(
    """the a an his her their its our my your one another some many several most all both two three
    four five other such each every no any this that these those""".split()
)
AUXILIARIES = frozenset(
    """is are was were be been being am has have had will would could can may might must shall
    should did does do isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't didn't
    doesn't don't can't couldn't""".split()
)
LINKS = frozenset("al bin bint da de del der di do dos du el ibn la le van von y".split())
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
