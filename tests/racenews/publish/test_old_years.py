import pytest

from racenews.publish.old_years import Move, plan_move, weigh_parting
from racenews.types import RacenewsError

HOME, AWAY = "https://p.example/news", "https://p.example/old"


def sitemap(*paths: str, home: str = HOME) -> str:
    return "".join(f"<url><loc>{home}/{path}</loc><lastmod>2020-01-01</lastmod></url>\n" for path in paths)


MAP = sitemap("", "riders/x/", "2018/", "2018/07/01/a/", "2020/07/01/b/")


def move(home: str = HOME, away: str = AWAY) -> Move:
    return plan_move(home, away, 2019, [MAP.replace(HOME, home)], ["index.html", "riders"])


def test_only_stories_from_before_the_year_move() -> None:
    assert move().stories == {"2018/07/01/a/"}


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ('<a href="/news/2018/07/01/a/">', '<a href="/old/2018/07/01/a/">'),
        ('<a href="/news/2018/07/01/a/receipt/">', '<a href="/old/2018/07/01/a/receipt/">'),
        ('srcset="/news/2018/07/01/a/photo-320.webp 320w, /news/2018/07/01/a/photo-640.webp 640w"',
         'srcset="/old/2018/07/01/a/photo-320.webp 320w, /old/2018/07/01/a/photo-640.webp 640w"'),
        ('content="0; url=/news/2018/07/01/a/"', 'content="0; url=/old/2018/07/01/a/"'),
        (f"<link>{HOME}/2018/07/01/a/</link>", f"<link>{AWAY}/2018/07/01/a/</link>"),
    ],
)  # fmt: skip
def test_whoever_names_a_story_that_moved_names_its_new_place(said: str, then: str) -> None:
    assert move().rewrite(said) == then


@pytest.mark.parametrize(
    "said",
    [
        f"<id>{HOME}/2018/07/01/a/</id>",  # a feed reader would show the story as new
        f'<guid isPermaLink="true">{HOME}/2018/07/01/a/</guid>',
        f'"id": "{HOME}/2018/07/01/a/"',
        '<a href="/news/2020/07/01/b/">',
        '<a href="/news/2018/07/">',
        '<a href="/elsewhere/news/2018/07/01/a/">',
        "It stood at /news/2018/07/01/a/ for years.",
        "https://p.example/newsroom/2018/07/01/a/",
    ],
)
def test_what_names_something_else_or_is_an_id_stays(said: str) -> None:
    assert move().rewrite(said) == said


def test_a_paper_at_the_root_of_its_host_is_parted_as_well() -> None:
    there = move("https://p.example", "https://p.example/old")
    assert there.rewrite('<a href="/2018/07/01/a/">https://p.example/2018/07/01/a/') == (
        '<a href="/old/2018/07/01/a/">https://p.example/old/2018/07/01/a/'
    )


def test_a_sitemap_is_parted_by_its_rows() -> None:
    kept, gone = move().part_rows(MAP)
    assert gone == [f"<url><loc>{AWAY}/2018/07/01/a/</loc><lastmod>2020-01-01</lastmod></url>\n"]
    assert "".join(kept) == sitemap("", "riders/x/", "2018/", "2020/07/01/b/") == move().drop_rows(MAP)


@pytest.mark.parametrize(
    ("home", "away", "before", "says"),
    [
        (HOME, "https://q.example/old", 2019, "https://p.example/NAME"),
        (HOME, f"{HOME}/old", 2019, "a name of its own"),
        (HOME, HOME, 2019, "a name of its own"),
        ("https://p.example", "https://p.example/riders", 2019, "a name of its own"),
        ("", AWAY, 2019, "--siteurl"),
        (HOME, "https://p.example/ne ws", 2019, "no address of an archive"),
        (HOME, "https://p.example/é", 2019, "no address of an archive"),
        (HOME, "https://p.example/x?y", 2019, "no address of an archive"),
        (HOME, "https://p.example/x#y", 2019, "no address of an archive"),
        (HOME, "https://p.example/../old", 2019, "no address of an archive"),
        (HOME, "https://p.example/old//er", 2019, "no address of an archive"),
        (HOME, "https://p.example/n%2Fa", 2019, "no address of an archive"),
        (HOME, AWAY, 2018, "no story would go; there are stories from 2018 to 2020"),
        (HOME, AWAY, 2030, "all stories would go"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_of(home: str, away: str, before: int, says: str) -> None:
    with pytest.raises(RacenewsError, match=says):
        plan_move(home, away, before, [MAP], ["index.html", "riders"])


def test_what_each_site_will_weigh_is_known_before() -> None:
    sizes = {
        "index.html": 100,
        "2018/07/01/a/index.html": 9_000,
        "2018/07/01/a/plate.svg": 600,
        "2018/07/01/a/card.png": 9_000,
        "2018/07/index.html": 50,
        "2020/07/01/b/index.html": 9_000,
    }
    assert weigh_parting(sizes, 2019) == (100 + 1_000 + 600 + 50 + 9_000, 18_600)
