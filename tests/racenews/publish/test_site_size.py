from racenews.publish.checks import Targets, check_facts
from racenews.publish.site_size import MOST_BYTES, judge_size


def site_of(megabytes: int) -> dict[str, int]:
    """Return a site of ten years, all of one weight, with cards in it."""
    mb = 1_000_000
    sizes = {f"{year}/03/01/story/index.html": (megabytes - 50) * mb // 10 for year in range(2015, 2025)}
    return sizes | {"2024/03/01/story/card.png": 45 * mb, "index.html": 5 * mb}


def test_a_site_below_four_fifths_of_the_limit_is_no_matter() -> None:
    assert judge_size(site_of(799)) == ("", "")
    assert judge_size({}) == ("", "")


def test_from_four_fifths_on_a_plan_names_years_whose_leaving_makes_room() -> None:
    what, plan = judge_size(site_of(850))
    assert what.startswith("850 MB of the 1,000 MB")
    assert "`invoke publish --archive-split 2019 --archive-url ADDRESS`" in plan
    assert "which leaves 530 MB here and has 320 MB there" in plan
    assert "SOCIAL_CARDS" in plan and "now 45 MB" in plan and "RECEIPTS" not in plan
    assert "2024 weighs 125 MB" in plan


def test_above_the_limit_the_newest_year_stays_and_a_paper_of_one_year_is_told_to_move() -> None:
    what, plan = judge_size(site_of(5_000))
    assert what == "5,000 MB, more than the 1,000 MB that GitHub Pages publishes"
    assert "--archive-split 2024 " in plan
    assert "where there is more room" in judge_size({"2024/a/index.html": MOST_BYTES + 1})[1]


def test_a_build_only_warns_of_what_the_check_calls_an_error() -> None:
    for megabytes, building, severities in ((700, False, []), (850, False, ["warning"]), (1_100, False, ["error"])):
        found = check_facts(site_of(megabytes), {}, Targets(), building=building)
        assert [f.severity for f in found if f.where == "(site)"] == severities
    (told,) = check_facts(site_of(1_100), {}, Targets(), building=True)
    assert told.severity == "warning" and told.remedy.startswith("Plan: ")
