"""The words that tell a page's furniture from its story, and what its class names are taken to mean.

The learned judge of markup counts them; `data/weights/html.json` is only valid for these lists, and says so by digest.
"""

from __future__ import annotations

import re

WORD_LISTS = {
    "common": "the of and to in is that for it with as was on are by this be from at have not or an his they has but "
    "were which their a he she we you i had will would been who its if when there so about more than into up out no "
    "can said what also after other one her him my our your all do did could just over only some them these then two "
    "how because may most before between through being "
    # the same small words in the languages whose races we print
    "le la les des une un du et est dans pour que qui sur pas au avec son sa il elle ce de en par "
    "het een van op te dat die voor met zijn niet aan er ook als bij naar was ze hij "
    "der das und den von zu mit sich auf für ist im dem nicht ein eine als auch es an wird "
    "il di che è per con del della una gli nel alla sono ha dei anche si lo "
    "el los las y en con para por su una se del al más como lo fue ha o os uma não com mais foi",
    "you": "you your yours you'll you're yourself vous votre vos uw jouw je jij ihr ihre ihren sie tu tuo tua su tus",
    "we": "we our us i my me nous notre nos ons onze wij unser unsere wir nostro noi nuestro",
    "third": "he she they his her their him them it its",
    "said": "said says told added according wrote explained asked claimed reported announced",
    "past": "was were had been did became went came took made got found began won beat finished",
    "interface": "click tap share tweet follow subscribe sign log login signup register submit enter download print "
    "email e-mail copy save close open view read watch listen browse search join try skip toggle expand show hide "
    "load accept agree unsubscribe continue reply comment comments menu",
    "sign_up": "newsletter newsletters inbox email e-mail alerts updates subscription subscriber subscribers "
    "subscribing verification unsubscribe mailing offers privacy policy terms conditions consent partners sponsors "
    "cookies cookie account password",
    "social": "facebook twitter instagram linkedin pinterest whatsapp youtube tiktok reddit telegram flipboard tumblr "
    "messenger rss threads bluesky mastodon strava x",
    "photo": "photo photos photograph image images picture pictures credit getty courtesy caption reuters afp "
    "shutterstock ap pictured photographer file via illustration alamy istock unsplash foto bild crédit",
    "byline": "by author editor reporter correspondent writer staff contributed contributor editing reporting posted "
    "published updated written edited minutes ago min read",
    "calendar": "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri "
    "sat sun",
    "related": "related recommended more popular trending latest stories articles posts next previous read also see "
    "must most topics tags categories filed featured editors' picks lire lees lesen leggi leer",
    "legal": "copyright © rights reserved terms privacy ltd inc llc disclaimer trademark contact about us careers "
    "advertise advertisement advertising sponsored sponsor affiliate commission",
}
HINTS = {
    "story": r"article|story|entry|post-?(?:body|content)|(?:^|[-_ ])body|content|text|prose|artikel|corps|testo",
    "comment": r"comment|disqus|reply|respond|reactie",
    "related": r"relat|recommend|more-|also|popular|trending|most-?read|outbrain|taboola|teaser|card"
    r"|promo-?item|recirc",
    "social": r"share|social|follow|sociable",
    "sign_up": r"newsletter|subscri|sign-?up|mailing|paywall|register|login|nieuwsbrief",
    "picture": r"caption|credit|figure|image|photo|media|gallery|video|slide",
    "byline": r"byline|author|meta|date|time|publish|info|dateline|tagline",
    "menu": r"nav|menu|breadcrumb|crumb|footer|header|topbar|toolbar|masthead|skip",
    "advert": r"(?:^|[-_ ])ads?(?:$|[-_ ])|advert|promo|sponsor|dfp|banner|affiliate|commerc",
    "hidden": r"hidden|hide|screen-reader|sr-only|visually|offscreen|modal|popup|overlay|cookie|consent|gdpr",
    "sidebar": r"sidebar|rail|aside|widget|right-?col|secondary",
    "title": r"title|headline|heading|hed",
    "standfirst": r"summary|standfirst|dek|subtitle|intro|lede|lead|description|excerpt|chapo",
    "tags": r"tag|categor|topic|label|kicker|section-name",
    "inset": r"pull-?quote|quote|highlight|infobox|factbox|inline|embed|module",
}
HINT_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in HINTS.items()}
MARKS = {
    "comment": "comments", "related": "related stories", "social": "sharing", "sign_up": "a sign-up form",
    "picture": "picture caption", "byline": "byline", "menu": "navigation", "advert": "advertising",
    "hidden": "hidden", "sidebar": "sidebar", "title": "title", "tags": "tags", "inset": "an inset",
}  # fmt: skip
"""How a removal names the hint that speaks most for it."""

SECTIONS = {
    "related": r"\W*(?:related|recommended|more (?:from|on|in|stories|news|great)|read (?:more|next|also)|also read"
    r"|see also"
    r"|you (?:may|might)|don.t miss|trending|popular|most (?:read|viewed|popular)|latest|top stories|editor|similar"
    r"|next (?:up|article)|previous|further reading|keep reading|lees ook|lire aussi|leggi anche|mehr zum)",
    "comments": r"\W*(?:\d+ )?(?:comments?|responses?|repl(?:y|ies)|leave a|post a|join the|discussion|add a comment"
    r"|show comments|view comments|reader)\b",
    "social": r"\W*(?:share|tweet|follow|facebook|twitter|email|print)\b",
    "sign_up": r"\W*(?:sign up|subscribe|newsletter|get (?:the|our)|join (?:our|us)|stay (?:in|up)|enter your)",
    "author": r"\W*(?:about (?:the|this)? ?(?:author|writer)|author|written by|by [A-Z]|contributors?)",
    "notes": r"\W*(?:references?|notes|footnotes|sources?|bibliography|external links|citations?|tags?|topics?|categor"
    r"|filed under)\b",
    "foot": r"\W*(?:©|copyright|all rights|privacy|terms|contact|about us|advertis|cookie)",
}
SECTION_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SECTIONS.items()}
LABEL = re.compile(
    r"(?:related|read (?:more|also|next)|also read|see also|more(?: on| from|:)|recommended|don['’]t miss|watch:?"
    r"|listen:?"
    r"|photos?:|video:?|in pictures|gallery|trending|popular|you (?:may|might) also|latest|most read|tags?:?|topics?:?"
    r"|share|sign up|subscribe|newsletter|advertisement|sponsored|comments?|leave a|follow|about the author|by [A-Z]|©"
    r"|copyright|image|credit|source|published|updated|posted|filed under|story continues|continue reading|click here)",
    re.IGNORECASE,
)
