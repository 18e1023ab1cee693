"""The shapes of offers to subscribe, notices about cookies, appeals, and a page's buttons."""

_MONEY = r"(?:[$€£¥₹]\s?\d|(?:just |only |as little as |less than )?\d+(?:[.,]\d\d)?\s?\w{1,10} )"
_PERIOD = r"(?:day|week|month|year|issue|mo|wk)s?\b"
_FREE = r"(?:free|complimentary|premium|bonus|gift)"

# Nothing else stands in the line.
OFFER_LINES = (
    r"we (?:value|respect|care about) your privacy|before you continue.{0,40}|(?:your )?consent"
    r"|(?:manage|more|show|see) (?:options|choices|purposes|partners|vendors)|not now|maybe later"
    r"|(?:agree|accept|consent)(?: to)?(?: all)? (?:and|&) (?:close|continue|proceed|read on)"
    r"|(?:get|see|claim|view|take) (?:the |this |your |my )?offer"
    r"|(?:read on|keep reading|continue(?: reading)?) with .{2,40}"
    r"|no,? thanks|dismiss|got it|(?:learn|find out) more|continue without .{2,30}",
    r"(?:tags?|topics?|filed (?:under|in)|categor(?:y|ies)|keywords?|labels?)\s?: ?[^.]{2,160}",
    r"(?:subscribe|sign up|register|join|donate)(?: (?:now|today|here|us))?(?: and|,) (?:save"
    r"|get)\b"
    r".{0,40}|(?:limited[- ]time|special|introductory|exclusive) offer\b.{0,60}"
    r"|offer ends\b.{0,30}",
    r"skip to (?:main |the )?(?:content|navigation|search|footer|article|menu)",
    r"(?:our |about |your )?cookies(?: on .{1,60}| & privacy)?|cookies? (?:notice|consent|choices)",
    r"(?:accept|reject|decline|allow|manage|view|change|customi[sz]e|set|choose|review)"
    r"(?: (?:all|additional|optional|essential|necessary|only|non-essential|your|my|the)){0,3}"
    r" (?:cookies?(?: (?:preferences|settings|choices))?|consent|preferences|privacy settings)",
    r"(?:your |our )?privacy (?:choices|settings|notice|preferences|cent(?:er|re))|i (?:agree"
    r"|accept)"
    r"|do not (?:sell|share)\b.{0,60}\binformation|your california privacy rights",
    r"(?:you have )?(?:\d+|one|two|three|four|five|no)(?: (?:of|out of) \d+)? "
    + _FREE
    + r" (?:articles?|stories|views?|reads?)(?: (?:left|remaining|read|used))?.{0,20}",
    r"(?:subscriber|member|premium|registered)s?[- ](?:only|exclusive)(?: (?:content|article"
    r"|story))?"
    r"|(?:subscriber |members? )?exclusive|premium(?: (?:content|article))?|paid content",
    rf"(?:subscribe|join|try it|get it|yours|now|from|then|only|just|save)\b.{{0,30}}{_MONEY}"
    rf".{{0,20}}(?:a|an|per|/|every|for \w+) ?{_PERIOD}.{{0,40}}",
    rf"{_MONEY}.{{0,12}}(?:a|an|per|/|for (?:the first |your first )?\w+) ?{_PERIOD}.{{0,40}}",
    r"cancel (?:at )?any ?time|no (?:commitment|contract|credit card (?:required|needed))"
    r"|billed (?:monthly|annually|yearly|every .{1,20})|(?:see|view|choose|compare) (?:all |our "
    r"|your )?"
    r"(?:plans?|(?:subscription )?(?:options|offers))|subscription (?:options|offers|plans)",
    r"(?:log|sign) ?(?:in|out|up)(?: (?:or|/|and) (?:register|subscribe|sign up|create .{1,20}))?"
    r"|create (?:a |an |your )?(?:free )?account|my account|start (?:your |a )?free trial",
    r"\d[\d,]* comments?|(?:leave|post|add|write) a comment|(?:view|show|read|hide|see) (?:all )?"
    r"(?:the )?(?:\d+ )?comments|join the (?:conversation|discussion)|comments? (?:are )?closed"
    r"|be the first to comment|(?:\d[\d,]* )?(?:shares|likes|views)",
    r"(?:share|send|copy|print|save|tweet|e-?mail)(?: (?:this|it|link|article|story))?"
    r"(?: (?:on|with|via|by|to) [\w .&-]{1,30})?|copy link|share options"
    r"|share this (?:with|on|via|by) [\w .&-]{2,30}",
    r"(?:please )?(?:enable|turn on|allow) (?:javascript|cookies|notifications).{0,60}",
    r"(?:have|got) a (?:news |story )?(?:tip|story)\?.{0,120}",
)
# Sentences that begin so, whatever follows.
OFFER_SENTENCES = (
    r"(?:we|us),? and (?:our|selected|its)\b.{0,20}(?:partners|vendors|third parties)\b.{0,60}"
    r"\b(?:stor|us|process|access|collect)(?:e|es|ing|s)?\b",
    r"(?:(?:all |some )?(?:of )?our |these |[\d,.]{1,6} )(?:\w+ ){0,2}(?:partners|vendors"
    r"|advertisers|third parties|companies)\b.{0,40}\byour (?:data|device|information|consent"
    r"|choices)\b",
    r"(?:unlock|access) (?:this|the|all|full|unlimited|every)\b.{0,80}\b(?:article|story|account"
    r"|content|subscri\w+|free)\b",
    r"(?:register|sign up|log in)(?: now| here| for free)? (?:to|and) (?:read|continue|access|view"
    r"|unlock)\b",
    rf"(?:the |your )?first (?:\w+ ){{0,2}}{_PERIOD}:?(?: for| at| is)?(?: only| just)? (?:free"
    r"|[$€£¥₹]?\s?\d).{0,30}\b(?:then|after (?:that|which)|cancel)\b",
    r"(?:you (?:can|may) )?(?:cancel|unsubscribe) (?:at )?any ?time\b",
    r"(?:the )?(?:price|rate|subscription|offer|trial|plan) (?:increases|rises|renews|goes up"
    r"|continues)\b.{0,60}\b(?:introductory|promotional|trial|cancel\w*|automatically)\b",
    r"why (?:you can |you should |should you |can you )?trust (?:us|our|the)\b.{0,40}\?",
    r"our newsroom (?:of|has|is|employs|counts)\b",
    r"read on (?:for|with)\b.{0,40}\d|enjoying (?:this|the|our)\b.{0,30}\?|thanks? (?:you )?for"
    r" reading\b",
    r"support us\b.{0,20}\b(?:from|for|with|by|today|now)\b",
    r"get (?:our|the|all)\b.{0,60}\b(?:stories|news|headlines|briefing|edition)\b.{0,60}\b(?:every"
    r"|each|daily|e-?mail|inbox)\b",
    r"join (?:over |more than |the )?[\d,]{2,9}\b.{0,60}\b(?:readers|subscribers|members|others)\b",
    rf"you(?:['’]ve| have)? (?:\w+ ){{0,3}}(?:(?:\d+|one|two|three|four|five|no|all|last|final)\b"
    rf".{{0,20}}{_FREE} (?:articles?|stories|reads?|views?)|(?:reached|hit|used|exceeded) (?:your"
    rf"|the)"
    rf" .{{0,40}}(?:limit|{_FREE}|articles))\b",
    rf"this is your (?:last|first|final|\w+) {_FREE} (?:article|story)",
    r"to (?:continue|keep|go on) reading\b.{0,60}\b(?:start|begin|become|choose|join|purchase|buy"
    r"|unlock|support|try|get)\b",
    r"(?:to |and )?(?:continue|keep) reading (?:this|for|with|by|from|the (?:full|rest))\b.{0,60}"
    r"\b(?:free|account|subscri\w+|trial|article|access|\d+)",
    r"(?:start|begin|try|claim|get) (?:your|a|my) (?:free|\w+[- ](?:day|week"
    r"|month))\b.{0,20}\btrial",
    rf"subscribe (?:now |today )?(?:for|from|at)(?: just| only| as little as)? {_MONEY}",
    r"(?:this|the) (?:full )?(?:article|story|content|page|video|report|feature) is (?:(?:only"
    r"|just|"
    r"exclusively|reserved|available|free|open|exclusive) ){0,3}(?:for"
    r"|to)\b.{0,60}\b(?:subscribers?"
    r"|members|registered|premium|supporters|paying)\b",
    r"(?:some|much|most|all|more|part) of our (?:reporting|journalism|work|stories|articles|content"
    r"|coverage)\b.{0,60}\b(?:subscribers|members|supporters|subscription)\b",
    r"your (?:support|subscription|donation|contribution|membership|generosity)s? (?:pays?|helps?"
    r"|makes?|keeps?|allows?|enables?|funds?|ensures?|powers?|supports?|means)\b",
    r"why (?:am i|are you|do i) see(?:ing)? this\b.{0,20}\?",
    r"already (?:have|got|a|an|registered|subscribed|signed up)\b.{0,40}\?",
    r"(?:log|sign) ?in (?:to|with|here|now|or|if you)\b.{0,40}\b(?:account|read|continue|comment|"
    r"subscri\w+|save|register|access)\b",
    r"(?:create|open|register for) (?:a|an|your) (?:free )?account\b",
    r"(?:get|enjoy|unlock|for|with|gain|buy) (?:(?:full|unlimited|complete|instant|all"
    r"|digital) ){1,3}"
    r"access\b",
    r"(?:if you (?:value|like|enjoy|appreciate|believe in|rely on)|help us|please (?:consider"
    r"|support"
    r"|donate|help)|we (?:rely|depend) on|become an? )\b.{0,80}\b(?:journalism|reporting|reporters?"
    r"|newsroom|subscri\w+|members?(?:hip)?|donat\w+|contribut\w+|supporters?)\b",
    r"(?:we|this (?:web)?site|our (?:web)?site)(?:['’]d| would)?(?: also)?(?: like to)? (?:use|set"
    r"|store|place)s?\b.{0,60}\bcookies\b",
    r"(?:you can |please )?(?:accept|reject|manage|choose|change|withdraw)\b.{0,40}\b(?:cookies"
    r"|cookie settings|your consent|privacy settings)\b",
    r"(?:have|got) a (?:news |story )?tip\?",
    r"(?:e-?mail|send|contact|reach|write to)\b.{0,40}?(?:\bat |\bto |: ?)?[\w.+-]{1,40}@\w",
)
# In a line at the end of a text, among others that are offers.
OFFER_WORD = (
    r"\b(?:subscri\w+|free|trial|access|register|supports?|account|inbox|offers?|unlock|join"
    r"|newsletters?|members?(?:hip)?|premium|donat\w+|per (?:week|month|year)|a (?:week|month|year)"
    r"|cancel|save|log in|sign (?:in|up)|journalis\w+|just \d|\d+p)\b|%|[$€£]\s?\d"
)
OFFER_HINT = (
    r"free|unlock|partners|vendors|enjoying|for reading|every|join|trial|support|our |account"
    r"|access|log ?in|sign in|seeing this|subscri|reading|@|cookies"
    r"|consent|privacy|advertisers|first |cancel|introductory|trust|a tip|newsroom"
    r"|journalism|member|already|why "
)
