"""Article -> the story in brief: what is told of it where its text is not at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from racenews.sentences import sentence_spans
from racenews.types import Article, Brief, Mention, Topic

_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(r"\bsince\b.*")  # "the first Irish winner since 1989" is news of today
_A_TITLE = re.compile(r" (?:\w+ )?(?:champions?|winners?)\b")  # "the Giro d'Italia champion" says who somebody is
_YEARS_AGO = re.compile(r"\b(?:last (?:year|season|spring|summer|autumn)|a year ago|(?:years|seasons) ago)\b")
_DIGEST_BYTES = 16

Value = TypeVar("Value", bound=Hashable)

_encode = msgspec.msgpack.Encoder().encode


def brief_of(article: Article) -> Brief:
    """Return what cards, lists and topics go by of a story."""
    paragraphs, removals = article.paragraphs, [r for r in article.removals if len(r.span)]
    kinds = [paragraph.kind for paragraph in paragraphs]
    rows = kinds.count("row")
    first = paragraphs[0].text if paragraphs else ""
    return Brief(
        source=article.source,
        title=article.title,
        title_source=article.title_source,
        author=article.author,
        date=article.date,
        summary=article.summary,
        summary_source=article.summary_source,
        topics=article.topics,
        source_url=article.source_url,
        warnings=article.warnings,
        slug=article.slug,
        credits=article.credits,
        digest=_digest_article(article),
        text_digest=story_key(article),
        words=article.words,
        prose=kinds.count("p") + kinds.count("quote"),
        listed=rows + kinds.count("item"),
        rows=rows,
        opens_with_summary=first.startswith(article.summary.rstrip(".…")),
        cuts=(len(removals), sum(len(r.span) for r in removals), len({r.rule for r in removals})),
        named=tuple(dict.fromkeys((mention.kind, mention.id) for mention in article.mentions)),
        passing=tuple(t.id for t in article.topics if t.kind == "race" and _is_passing(article, t)),
        is_written=article.body_html is not None,
        has_table="<table" in (article.body_html or ""),
    )


def _digest_article(article: Article) -> bytes:
    """Return a digest of all that the page of a story may show of it; a text that UTF-8 cannot hold has one as well."""
    try:
        packed = _encode(article)
    except UnicodeEncodeError:
        packed = repr(article).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(packed, digest_size=_DIGEST_BYTES).digest()


def story_key(article: Article) -> bytes:
    """Return by what a story that was sent twice is known: a digest of its title and text."""
    body = article.body_html or article.text
    return hashlib.blake2b(f"{article.title}\n{body}".encode("utf-8", "replace"), digest_size=20).digest()


def _is_passing(article: Article, topic: Topic) -> bool:
    """Say whether a story names the topic once, not in its headline: late, looking back, or to say who somebody is."""
    places = [m for m in article.mentions if (m.kind, m.id) == (topic.kind, topic.id)]
    if len(places) != 1 or places[0].paragraph < 0:
        return False
    place = places[0]
    if _A_TITLE.match(article.paragraphs[place.paragraph].text, place.end):
        return True
    return place.paragraph >= max(1, len(article.paragraphs) * 2 / 3) or _looks_back(article, place)


def _looks_back(article: Article, mention: Mention) -> bool:
    """Say whether the sentence of a mention tells of an earlier year: "who won Paris-Nice in 2019"."""
    text = article.paragraphs[mention.paragraph].text
    sentence = _SINCE.sub("", next((text[a:b] for a, b in sentence_spans(text) if a <= mention.start < b), ""))
    if _YEARS_AGO.search(sentence):
        return True
    return article.date is not None and any(int(year) < article.date.year for year in _A_YEAR.findall(sentence))


class Sharing:
    """Lets records share what many of them say alike: days, names and topics, each kept once."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def one(self, value: Value) -> Value:
        """Return what is equal to `value` and was given first."""
        shared: Value = self._known.setdefault(value, value)
        return shared

    def share(self, brief: Brief, source: str) -> Brief:
        """Return the same story, made of what others are made of; `source` is its own, as whoever asks has it."""
        one = self.one
        return replace(
            brief,
            source=source,
            author=one(brief.author),
            date=one(brief.date),
            topics=one(tuple(map(one, brief.topics))),
            named=one(tuple(map(one, brief.named))),
            cuts=one(brief.cuts),
            words=one(brief.words),
        )

    def forget(self) -> None:
        """Let go of what was shared: whoever has records keeps what they are made of."""
        self._known.clear()
