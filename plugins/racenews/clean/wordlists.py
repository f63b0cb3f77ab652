"""The words that tell pages from stories, in lists: what a word of each list hints at is for training to weigh."""

from __future__ import annotations

WORD_LISTS: dict[str, str] = {
    "function": "the of and to in is that for it with as was on are by this be from at have not or an his they "
    "has but were which their a he she we you i had will would been who its if when there so about more than into up "
    "out no can said what also after other one her him my our your all do did could just over only some them these "
    "then two how because may most before between through being",
    "you": "you your yours you'll you're yourself you've",
    "we": "we our us i my me we're we'll",
    "third": "he she they his her their him them it its",
    "said": "said says told added according wrote explained asked claimed reported announced",
    "past": "was were had been did became went came took made got found began won lost",
    "interface": "click tap share tweet follow subscribe sign log login signup register submit enter download print "
    "email e-mail copy save close open view read watch listen browse search join try skip toggle expand show hide load "
    "accept agree unsubscribe continue reply comment comments menu",
    "newsletter": "newsletter newsletters inbox email e-mail alerts updates subscription subscriber subscribers "
    "subscribing verification unsubscribe mailing offers privacy policy terms conditions consent partners sponsors "
    "cookies cookie account password",
    "networks": "facebook twitter instagram linkedin pinterest whatsapp youtube tiktok reddit telegram flipboard "
    "tumblr messenger rss bluesky threads",
    "picture": "photo photos photograph image images picture pictures credit getty courtesy caption reuters afp "
    "shutterstock ap pictured photographer file via illustration alamy istock unsplash",
    "byline": "by author editor reporter correspondent writer staff contributed contributor editing reporting posted "
    "published updated written edited minutes ago min read",
    "calendar": "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat "
    "sun",
    "related": "related recommended more popular trending latest stories articles posts next previous read also see "
    "must most topics tags categories filed featured picks",
    "legal": "copyright © rights reserved terms privacy ltd inc llc disclaimer trademark contact about us careers "
    "advertise advertisement advertising sponsored sponsor affiliate commission",
    "offer": "free offer offers deal deals subscribe subscription trial unlimited access month year today exclusive "
    "members member membership premium digital join support donate shop buy price",
}

# Short stretches that open with such a word are the signs over a part of a page.
SECTION_LISTS: dict[str, str] = {
    "related": "related recommended more read see you trending popular most latest top editor's similar next previous "
    "further keep don't also",
    "comments": "comment comments response responses replies reply leave post join discussion",
    "share": "share tweet follow facebook twitter email print whatsapp",
    "sign-up": "sign subscribe newsletter get stay enter newsletters",
    "author": "about author written by contributors contributor",
    "reference": "references notes footnotes sources source bibliography external tags topics filed categories",
    "legal": "copyright all privacy terms contact advertise cookie cookies ©",
}

# A stretch begins anew where such a label, in capitals, follows something else on the same line.
LABELS = (
    "share;tweet;facebook;twitter;whatsapp;pinterest;subscribe;newsletter;newsletters;advertisement;related;"
    "recommended;trending;comments;published;updated;posted;copyright;©;sign up;sign in;log in;copy link;"
    "link copied;read more;most read;most popular;leave a;follow us;image credit;last updated;by clicking;"
    "by submitting;by signing;by entering;contact me;receive email;enter your;your email;story continues;"
    "continue reading;read next;you may;you might;more from;more on;filed under;about the;all rights;get the;"
    "click here;see also;also read;don't miss;up next;image source;photo by;photo credit;show comments;"
    "view comments;skip to;thank you;please enter;privacy policy;terms of;this article;this story;watch now;"
    "email address;first name"
)

ABBREVIATIONS = (
    "mr ms dr st mrs vs no gen sen rep gov lt sgt prof jr sr rev hon co inc ltd jan feb mar apr aug sept sep oct nov "
    "dec u.s e.g i.e capt col mt ft"
)
