"""Words of English that mean the opposite of one another, by stem."""

from itertools import product

from index.words import stem

_LISTED = """
rise,rose,risen,grow,grew,grown,climb,increase,gain,jump,surge,soar,growth,up /
fall,fell,fallen,drop,decline,decrease,shrink,shrank,plunge,slump,reduce,lose,lost,down
win,won,victory,beat,defeat,succeed,success / lose,lost,loss,fail,failure
before,earlier,prior,precede / after,later,following,follow
more,greater,higher / fewer,less,lower
start,begin,began,begun,launch,open,resume / end,stop,finish,close,halt,cease,suspend
accept,approve,agree,welcome,endorse,back,support,favour,favor,praise /
reject,refuse,deny,oppose,disagree,condemn,criticise,criticize,denounce,rebuff
allow,permit,enable,let,legalise,legalize / forbid,ban,prohibit,prevent,block,bar,outlaw
confirm,admit,acknowledge / deny
strengthen,bolster,boost,tighten,enhance,improve,expand,widen,broaden /
weaken,loosen,undermine,worsen,deteriorate,narrow,curb,damage
strong,stronger / weak,weaker
safe,secure / unsafe,insecure,dangerous
buy,bought,purchase,acquire / sell,sold,sale
enter,arrive,join,arrival,entry / leave,left,exit,depart,quit,departure,withdraw,withdrew
import / export
first,earliest,former / last,latest,latter
large,larger,largest,big,bigger,biggest,great,huge,vast / small,smaller,smallest,tiny,little
high,highest,tall / low,lowest
long,longer,longest / short,shorter,shortest
old,older,oldest / new,newest,young,younger,youngest
rich,wealthy / poor
male,man,men,boy,father,husband,son,brother,he / female,woman,women,girl,mother,wife,daughter,she
north,northern / south,southern
east,eastern / west,western
northwest,northwestern / southeast,southeastern,northeast,southwest
include,contain / exclude,omit
present,attend,presence,attended / absent,skip,boycott,miss,absence
succeed / precede
public / private,secret
domestic,local,internal / foreign,external,overseas
temporary,interim / permanent
legal,lawful / illegal,unlawful
possible,likely,able / impossible,unlikely,unable
true,right,correct / false,wrong,incorrect
innocent,acquit,cleared / guilty,convict
alive,survive / dead,die,died,kill,killed
peace,peaceful / war,violent
friend,ally,allies,partner / enemy,foe,rival,adversary
hot,warm / cold,cool
easy,simple / hard,difficult
early / late
cheap / expensive,costly
majority / minority
same,identical,similar / different
positive / negative
optimistic,hopeful / pessimistic
happy,glad,pleased,satisfied,delighted / unhappy,sad,angry,dissatisfied,upset
stable,stability / unstable,instability
trust / distrust,mistrust
certain,sure / uncertain,unsure
remember / forget,forgot
build,built,construct,create / destroy,demolish
lend,lent,lender,creditor / borrow,borrower,debtor
attack,offensive / defend,defence,defense
hire,employ,appoint / fire,dismiss,sack
import,importer / export,exporter
love,like / hate,dislike
free,release / arrest,detain,jail,imprison
inside,within / outside
always / never,rarely,seldom
everyone,everybody,all / nobody,none
major / minor
complete,full / incomplete,partial,empty
urban / rural
ancient / modern
appear / disappear,vanish
push / pull
gain / loss
profit / loss
surplus / deficit
ascend / descend
raise / lower,cut
hinder,hamper,impede / help,assist,aid
connect,unite,united,union / divide,separate,split
civilian / military
winner / loser
seller / buyer
teacher / student
doctor / patient
defendant / plaintiff,prosecutor
employer / employee
predecessor / successor
"""


def _sides() -> list[tuple[frozenset[str], frozenset[str]]]:
    lines = _LISTED.replace(" /\n", " / ").strip().split("\n")
    sides = [line.split(" / ") for line in lines]
    return [(_stems(left), _stems(right)) for left, right in sides]


def _stems(side: str) -> frozenset[str]:
    return frozenset(stem(word.strip()) for word in side.split(","))


_SIDES = _sides()
_PAIRS = frozenset(
    pair
    for left, right in _SIDES
    for a, b in product(left, right)
    if a != b
    for pair in ((a, b), (b, a))
)
_SAME = frozenset(pair for sides in _SIDES for side in sides for pair in product(side, side))


def opposite(stem: str, other: str) -> bool:
    """Whether two stems mean the opposite of one another, by the list or by a prefix."""
    if (stem, other) in _PAIRS:
        return True
    short, long = sorted((stem, other), key=len)
    prefix = long.removesuffix(short)
    return (
        len(short) > 3 and prefix != long and prefix in ("un", "in", "im", "il", "ir", "dis", "non")
    )


def same_side(stem: str, other: str) -> bool:
    """Whether two stems are one, or are listed side by side, against the same opposites."""
    return stem == other or (stem, other) in _SAME
