"""The shapes of lines and sentences that are no part of a story; see `boilerplate.py`."""

import re

from index.prose.boilerplate_offers import OFFER_HINT, OFFER_LINES, OFFER_SENTENCES

_MARKS = r"[\s#>*_•►▶·|\[(—–-]*"
_PLATFORM = (
    r"(?:Twitter|X|Facebook|Instagram|TikTok|YouTube|LinkedIn|WhatsApp|Telegram|Threads|Snapchat"
    r"|Bluesky|Mastodon|Flipboard|Pinterest)\b"
)
# "6:52 p.m. ET", "[1:05:27]", "at 18.20 GMT".
HOUR = (
    r"\[?\d{1,2}[:.]\d\d(?::\d\d)?\]?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?-i:(?:[ECMP][SD]?T|GMT|BST|UTC|IST|AE[SD]T|CES?T)\b|Eastern Time|local time))?"
)
# "Friday 3 March, " or "May 3, 2024 ".
_DAY_BEFORE = (
    r"(?:[a-z]{3,9},? )?(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2} [a-z]{3,9}\.?)(?:,? \d{4})?,? (?:at )?"
)
_BYLINE = r"(?-i:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})"
_OURS = r"\bour\s(?:[\w-]+\s){0,3}"

# Nothing else stands in the line.
_WHOLE_LINES = (
    r"the post (?-i:[^a-z]).{1,400} (?:appeared first|first appeared) on (?-i:[^a-z\s]).{1,80}",
    r"key (?:points|takeaways)|at a glance|in brief|story highlights|highlights",
    r"(?:[-–—]\s*)?(?:advertisement|ad|sponsored(?: content)?|promoted(?: content)?)",
    r"(?:story|article|content) continues (?:below|after)(?: this| the)?(?: ad\w*| video| image)?",
    r"(?:scroll|keep scrolling) to (?:continue|keep)(?: reading)?.{0,30}|skip ad\w*|loading",
    r"(?:read|see|watch|learn|show|hear) (?:more|next|also)|related(?: (?:stories|articles|topics"
    r"|content|coverage|links|videos?))?|see also|also read|most (?:read|popular)|up next|trending"
    r"(?: now| stories)?|recommended(?: for you)?|you (?:may|might) also like|more on this"
    r"(?: story)?|around the web|more stories|must watch",
    r"(?:please )?(?:share|gift|listen to|print|save|email|bookmark) this"
    r" (?:article|story|page|post)(?: (?:on|with|via|in) .{1,40}| \d.{0,15})?|share|comments",
    r"listen to (?:article|story)|listen\W+\d+ min.{0,10}",
    # Of a live blog, of a transcript, or of the page itself.
    rf"(?:update:? )?(?:{_DAY_BEFORE})?{HOUR}(?:\s*[/|–—-]\s*{_BYLINE})?"
    r"|\d+ (?:sec|min|minute|hr|hour|day)s? ago",
    rf"(?:last |first )?(?:updated|published|posted)(?: on| at)?:?\s.{{0,40}}{HOUR}.{{0,40}}",
    r".{5,160} contributed (?:reporting )?to this (?:report|story|article)",
    r"(?:accept|reject|manage|allow)(?: all| my)? cookies|cookie (?:policy|settings|preferences)",
    r"(?:privacy policy|terms (?:of (?:use|service)|and conditions)|all rights reserved)"
    r"(?:[\s|·,&]+(?:privacy policy|terms of (?:use|service)|cookie policy|and))*",
    r"get (?:the|our) (?:free )?app|download (?:the|our) app|sign up(?: now| here)?|subscribe"
    r"(?: now| here| today)?|follow us|newsletters?|log in|sign in",
)

# A link to another article: a label, a colon, its headline.
_LINKS = (
    r"(?:read|see|watch|hear|learn) (?:more|next|also)(?: (?:here|about this|on this))?"
    r"|(?:also|further) read(?:ing)?|see also|related(?: (?:stories|story|articles?|content"
    r"|coverage|news|reading|video))?|more(?: (?:from|in|on|news|coverage|stories)\b[^:]{0,40})?"
    r"|don['’]t miss|in case you missed it|recommended|most read"
)

# Sentences that begin so, whatever follows.
_SENTENCES = (
    # Invitations to newsletters, alerts and subscriptions.
    r"(?:please )?(?:(?:click|tap) (?:here )?to )?(?:sign up|register|join)\b.{0,160}\b"
    r"(?:newsletters?|mailing list|your inbox|e-?mail (?:updates|alerts)|text (?:message )?"
    r"alerts)\b",
    r"(?:you can |you may )?(?:also )?sign up (?:right )?(?:here|for free)(?: (?:for|to get|to"
    r" receive) .{0,160})?[\s.!)>]*$",
    r"(?:please |consider )*subscrib(?:e|ing) (?:now |today |here )?(?:to|for|here|now|today)\b"
    r".{0,120}(?:newsletters?|podcast|channel|print edition|unlimited access|digital|"
    + _OURS
    + r")",
    r"subscribe (?:to|here to) .{2,60}(?: today| now| here)?[.!]$",
    r"(?:get|receive|want|have|(?:to|you can)(?: also)? (?:get|receive)|let|would you like to"
    r" (?:get|receive)|stay)\b.{0,140}(?:(?:in|to) your (?:inbox|e-?mail|phone)|newsletters?\b)",
    r"(?:thank you for supporting|support|consider supporting) (?:our|local|independent|quality)"
    r" (?:\w+ )?journalism",
    r"the .{1,40} newsletter (?:provides|brings|gives) you\b",
    r"(?:already|not yet|not) a (?:subscriber|member)\?",
    r"(?:these|this) (?:articles?|stor(?:y|ies)|content) (?:is|are) (?:only |exclusively )?for"
    r" .{0,40}\bsubscribers\b",
    r"to (?:continue|keep) reading\b.{0,60}\b(?:subscribe|log ?in|sign in|register|create)\b",
    r"(?:subscribe|log ?in|sign in|register) (?:now |here )?to (?:continue|keep) reading\b",
    # The outlet's own apps, platforms, podcasts and groups.
    r"(?:get|find|discover|try|check out|explore|join|download|visit|browse)\b.{0,140}"
    + _OURS
    + r"(?:platform|newsletters?|apps?|podcasts?|channel|facebook|telegram|website|site|group)\b",
    r"download (?:the|our) .{0,40}\bapp\b(?: (?:here|today|now|for (?:the latest|more|free)).*)?"
    r"[\s.!]*$",
    r"for more\b(?! than\b).{0,80}\b(?:stories|news|coverage|updates|articles|videos|content),?"
    r" (?:please )?(?:explore|visit|follow|download|subscribe|sign up|click|tap|like|join)\b"
    r".{0,120}(?:\bapp\b|" + _PLATFORM + r"|newsletters?|here\b|" + _OURS + r"(?:web)?site)",
    r"(?:please )?(?:click|tap) (?:here|on the link|the link)(?: below)? (?:to|for)\b",
    r"(?:please )?(?:follow|like|join|find|connect with) (?:us|our|me)\b.{0,40}\bon (?:our )?"
    + _PLATFORM,
    r"(?:you can )?follow (?:(?:him|her|them|(?:the author|reporter|columnist|writer|@)?"
    r"\s*(?-i:[A-Z0-9])[\w.'’&-]*)[\w.'’&, -]{0,80}?) on (?:social media|"
    + _PLATFORM
    + r")(?:(?:, (?:and |or )?| and | or )"
    + _PLATFORM
    + r")*(?:[\s:,(at]*@[\w.]++[\w\s,@)]*?)?(?:,? (?:for|to get) .*)?[.!)\s]*$",
    # Where it came from, whose it is.
    r"the post (?-i:[^a-z]).{1,400} (?:appeared first|first appeared) on (?-i:[^a-z\s])",
    r"this (?:article|story|piece|report|column|post)(?: has| was)?(?: been)? (?:originally|first)"
    r" (?:appeared|published|ran|printed)\b",
    r"this (?:material|content|article) may not be (?:published|reproduced|broadcast|copied)\b",
    r"all rights reserved\W*$",
    r"no part of this (?:article|publication|material) may be ",
    # Cookies, data, commissions.
    r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies\b",
    r"by (?:continuing|clicking|using|browsing|closing|submitting|signing up)\b.{0,100}\b"
    r"(?:cookies|privacy|terms of|our terms)\b",
    r"we will use the (?:details|information) you have shared\b",
    r"you agree to the (?:processing|storage|use)\b",
    r"if you wish to object to the use of your data\b",
    r"(?:we|this site|the publisher) may (?:earn|receive) (?:a |an )?(?:\w+ )?commission\b",
    r"purchases (?:you make|made) through (?:our|the|these) links\b",
    r"recommendations are independently chosen\b",
    r"prices were accurate at the time\b",
)

_MARK = r"(?:©|\(c\)|copyright|&copy;)"
_YEAR = r"(?:19|20)\d\d"
_RIGHTS = r"all rights reserved"
_NAMED = r"(?:(?-i:[A-Z0-9][^\s,]*|of|the|and|by|for|de)|&|[-–])"
COPYRIGHT = re.compile(
    rf"(?:^|(?<=[.!?”\"]\s)){_MARKS}{_MARK}(?=[\s\d©(])"
    rf"(?:.{{0,160}}?\b{_RIGHTS}\b\.?"
    rf"|(?:\s*{_MARK})?[\s,]*{_YEAR}\S{{0,5}}(?:[\s,]+{_NAMED}){{0,12}}\.?\s*$"
    rf"|(?:\s*{_MARK})?(?:\s+{_NAMED}){{1,10}},?\s+{_YEAR}\.?\s*$"
    rf"|(?<=©)\s*{_NAMED}(?:\s+{_NAMED}){{0,7}}\.?\s*$)",
    re.IGNORECASE,
)
_WORD = r"[A-Z][\w.'’-]*"
_AGENCY = (
    r"(?:AP|AFP|EPA|UPI|TNS|PA|CNN|BBC|NPR|NBC|CBS|ABC|Reuters|Shutterstock|"
    r"(?:[\w-]+ )?(?:Images|Photos?|Pictures|Photography|Press|Sports|Wire))"
)
_VIA = rf"(?: (?:via|North America|Europe)(?: {_WORD}){{0,2}}(?:/{_WORD}(?: {_WORD})?)*)?"
_CREDIT = (
    rf"(?:(?:{_WORD}(?: {_WORD}){{0,3}}/)+{_AGENCY}(?:/{_AGENCY})?{_VIA}"
    rf"|{_WORD}(?: {_WORD}){{0,3}} via {_WORD}(?: Images| Photos?)?"
    rf"|(?:Reuters|AFP|AP|Getty Images|Shutterstock))"
)
PHOTO_CREDIT = re.compile(
    rf"[(\[]?(?:(?i:photo(?:graph)?s?|image|picture|illustration|graphic|file photo|screenshot)"
    rf"(?i:\s+(?:by|courtesy of|credit|via|from))?(?:\s*+:\s*+|\s(?<=by\s)|\s(?<=of\s)).{{2,80}}"
    rf"|(?i:(?:image|photo|picture) ?(?:credit|source)s?\s*+:?|credit\s*+:)\s*+.{{2,80}}"
    rf"|(?:AP|Reuters|AFP) Photos?/.{{2,60}}"
    rf"|{_CREDIT}"
    rf"|{_WORD}(?: {_WORD}){{0,3}}/{_WORD} via {_WORD}(?: Images| Photos?)?)[)\].]?"
)
# A caption ends with its credit, behind the end of a sentence.
CAPTION_CREDIT = re.compile(
    rf"[.!?][\"”’)\]]*\s+(?:[(\[]?{_CREDIT}[)\].]?"
    r"|[(\[]?(?:Photo(?:graph)?|Image|Picture|Foto)(?: credit)?: "
    r"(?:[^.!?:]|(?<=\b[A-Z])\.){2,60}"
    rf"|[(\[](?:(?:AP|AFP|Reuters) [Pp]hotos?/|[Pp]hoto(?:graph)? by ).{{2,80}}[)\]])\s*$"
)
LONGEST_CREDIT = 120

WHOLE_LINE = re.compile(
    rf"{_MARKS}+(?:{'|'.join((*_WHOLE_LINES, *OFFER_LINES))})[\s:.!»>→*_)\]–—-]*", re.IGNORECASE
)
LINK = re.compile(
    rf"{_MARKS}+(?:{_LINKS})\s*[:»→|](?!//)\s*(?!go to|visit)\S.{{0,200}}", re.IGNORECASE
)
# So is a label that touches a headline, which ends without a full stop.
TOUCHING_LINK = re.compile(r"[A-Z][^:.!?\n]{2,70}[^\W\d]:[A-Z'\"‘“][^:\n]{10,200}(?<![.!?”\"])")
SENTENCE = re.compile(
    rf"{_MARKS}+(?:[^,:!?\"“”]{{1,60}}:\s*)?(?:{'|'.join((*_SENTENCES, *OFFER_SENTENCES))})",
    re.IGNORECASE,
)
HINT = re.compile(
    r"newsletter|sign up|subscri|inbox|your e-?mail|follow|on facebook|on twitter|\bapp\b|\bour\b"
    r"|journalism|click|\btap\b|appeared|published|reserved|reproduced|cookies|privacy|\bterms\b"
    r"|you have shared|you agree to|your data|commission|through|independently|prices were"
    r"|may not be|a member|keep reading|continue reading|mailing list"
    r"|register|join|for more|printed|\bran\b|" + OFFER_HINT,
    re.IGNORECASE,
)
LEADS_IN = re.compile(
    r"\W*(?:do|are|have|want|looking|got|if) (?:\w+ ){0,3}you(?:r)?\b.*", re.IGNORECASE
)
LEADS_OUT = re.compile(
    r"\W*(?:explore|discover|stay|join|get|you['’]ll|(?:sign|log) ?(?:up|in)|subscribe"
    r"|unsubscribe|it['’]s free|we (?:have|employ|are|publish)|our (?:reporters|journalists"
    r"|correspondents|team|newsroom))\b",
    re.IGNORECASE,
)
SAID = re.compile(r"\b(?:said|says|told|according to|announced|wrote|added)\b", re.IGNORECASE)
