"""What is still to be done with each story lies on the disk, and nothing else of the stories is in memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.a_small_paper import build_small_site, small_paper
from tests.press.test_own_road import Paper, story

import site_checks
from press.galleys import Galleys, pull_galleys
from press.proofs import Told, open_proofs, save_proofs
from racenews.publish.brief import brief_of
from racenews.publish.search_records import plan_shelves, shelf_records
from racenews.publish.view_records import Site, StoryView
from racenews.types import Brief


@pytest.fixture
def site() -> Site:
    return build_small_site(small_paper(), full_text_stories=2)


@pytest.fixture
def galleys(site: Site) -> Iterator[Galleys]:
    articles = {article.source: article for article in small_paper()}
    briefs = {source: brief_of(article) for source, article in articles.items()}
    with closing(pull_galleys(site, briefs, articles, None)) as pulled:
        yield pulled


def test_the_search_has_its_records_shelf_by_shelf(site: Site, galleys: Galleys) -> None:
    articles = {article.source: article for article in small_paper()}
    briefs = {source: brief_of(article) for source, article in articles.items()}
    shelves = plan_shelves(site.announced, 2)
    assert len(galleys) == len(site.stories)
    assert [(shelf.name, list(shelf.stories)) for shelf, _ in galleys.shelves()] == [(s.name, []) for s in shelves]
    expected = [list(shelf_records(shelf, briefs, articles, site.house.words)) for shelf in shelves]
    assert [[r.url for r in records] for _, records in galleys.shelves()] == [[r.url for r in s] for s in expected]
    assert [[r.content for r in records] for _, records in galleys.shelves()] == [
        [r.content for r in records] for records in expected
    ]


def test_a_story_whose_text_is_searched_has_its_record_in_its_proof(
    site: Site, galleys: Galleys, tmp_path: Path
) -> None:
    save_proofs(tmp_path, Told("seal", b"", site.frame, (), 0, 0, 0, (), (), ()), galleys.proofs(), ())
    with open_proofs(tmp_path, "seal") as kept:
        assert kept
        proofs = [proof for view in site.stories if (proof := kept.find(view.source))]
    assert [proof.view for proof in proofs] == list(site.stories)
    whole = {shelf.name: {r.url: r for r in records} for shelf, records in galleys.shelves() if shelf.whole}
    assert whole
    for proof in proofs:
        assert (proof.record is not None) == (proof.shelf in whole)
        assert proof.record is None or proof.record == whole[proof.shelf][f"/{proof.view.card.path}"]
        named = {topic for topic in proof.linked if site.topic(*topic)}
        assert named == proof.linked


def test_no_story_is_in_memory_while_the_search_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = site_checks.add_search_index

    def count() -> int:
        gc.collect()
        return sum(isinstance(one, Brief | StoryView) for one in gc.get_objects())

    known: list[int] = []

    def look(*args: Any, **more: Any) -> Any:
        known.append(count())
        return index(*args, **more)

    monkeypatch.setattr(site_checks, "add_search_index", look)
    paper = Paper(tmp_path)
    for n in range(20):
        paper.write(f"dumps/more{n}.txt", story(f"Stage {n}", "2024-06-01", f"It was stage {n}."))
    before = count()
    paper.build()
    assert known == [before + 1]  # of a story written by hand the text lies nowhere else
