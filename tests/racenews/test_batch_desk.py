"""The editor's word over a whole folder: what is held back, what is read, and slips that stop the edition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from racenews.batch import Edition, ReadStory, WrittenStory, read_edition
from racenews.resources import Phrases, Resources
from racenews.resources_desk import Desk
from racenews.types import Byline, Correction, LedgerEntry, Override, RacenewsError, Rule

STORY = (
    "title A sprint in Plumelec\ndate 2024-07-03\n\nHollie Marsh's favourite won the sprint in Plumelec after a windy day.\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb.\n"
)


def edition(dumps: Path, resources: Resources, *words: Override, **more: object) -> Edition:
    said = replace(resources, desk=Desk({word.file: word for word in words}))
    return read_edition(dumps, said, **more)  # type: ignore[arg-type]


def rows(read: Edition) -> dict[str, LedgerEntry]:
    return {row.file: row for row in read.ledger}


def put(dumps: Path, *names: str, text: str = STORY) -> None:
    for name in names:
        (dumps / name).write_text(text, encoding="utf-8")


def test_the_desk_holds_a_dump_back(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt")
    read = edition(tmp_path, resources, Override("a.txt", publish=False))
    assert read.articles == ()
    assert rows(read)["a.txt"] == LedgerEntry(
        "a.txt", "ignored", "held back: content/desk/overrides.toml says publish = false"
    )


def test_a_copy_of_what_is_held_back_waits_as_well(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", "b.txt")
    read = edition(tmp_path, resources, Override("b.txt", publish=False))
    assert read.articles == ()
    assert {row.status for row in read.ledger} == {"ignored"}


def test_a_copy_that_the_desk_speaks_of_is_read(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", "b.txt")
    read = edition(tmp_path, resources, Override("a.txt"), Override("b.txt", title="Another title"))
    assert [article.title for article in read.articles] == ["A sprint in Plumelec", "Another title"]


def test_the_address_of_the_desk_is_the_story_s(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt")
    read = edition(tmp_path, resources, Override("a.txt", title="New words", slug="a-sprint-in-plumelec"))
    assert read.urls["a.txt"] == "2024/07/03/a-sprint-in-plumelec/"


def test_slips_of_all_entries_stop_the_edition_together(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt", text=STORY.replace("sprint", "dash"))
    with pytest.raises(RacenewsError) as fault:
        edition(
            tmp_path,
            resources,
            Override("a.txt", keep=("never said",)),
            Override("b.txt", cut=("never seen",)),
            Override("c.txt", title="x"),
        )
    lines = str(fault.value).splitlines()
    assert ['"a.txt": keep "never said"' in lines[0], '"b.txt": cut "never seen"' in lines[1]] == [True, True]
    assert 'override "c.txt": there is no such file in content/dumps. Correct its path' in lines[2]


def corrected(dumps: Path, resources: Resources, *said: Correction, read_story: ReadStory | None = None) -> Edition:
    desk = Desk(corrections={c.file: c for c in said})
    return read_edition(dumps, replace(resources, desk=desk), read_story=read_story)


RIDE = (
    "title A sprint in Plumelec\ndate 2024-07-03\ntopics mud; wind\n\nMark Cavendish won the sprint in Plumelec for Astana.\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb. Mr Plum was there.\n"
)


def test_the_desk_corrects_the_links_of_a_dump(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (before,) = read_edition(tmp_path, resources).articles
    assert [t.id for t in before.topics] == ["mark-cavendish", "xds-astana", "mud", "wind"]
    correction = Correction("a.txt", ("Astana",), {"Mr Plum": ("rider", "marianne-vos")}, (("topic", "mud"),))
    (article,) = corrected(tmp_path, resources, correction).articles
    assert [t.id for t in article.topics] == ["mark-cavendish", "marianne-vos", "wind"]
    assert [(m.surface, m.rule) for m in article.mentions] == [
        ("Mark Cavendish", "full-name"),
        ("Mr Plum", "desk/link"),
    ]


def test_a_listed_topic_that_the_desk_drops_is_not_missed(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE.replace("mud;", "Marianne Vos;"))
    assert "Marianne Vos" in read_edition(tmp_path, resources).articles[0].warnings[0]
    (article,) = corrected(tmp_path, resources, Correction("a.txt", drop=(("rider", "marianne-vos"),))).articles
    assert article.warnings == ()


def test_a_drop_of_what_the_story_never_had_is_told_of(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (article,) = corrected(tmp_path, resources, Correction("a.txt", drop=(("rider", "dan-martin"),))).articles
    assert 'correct "a.txt": drop "rider/dan-martin" changes nothing' in article.warnings[-1]


def test_a_name_that_is_unlinked_and_is_no_link_is_told_of(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (article,) = corrected(tmp_path, resources, Correction("a.txt", ("Mr Plum", "Astana"))).articles
    (told,) = article.warnings
    assert told == (
        'desk/topics.toml: correct "a.txt": unlink "Mr Plum" changes nothing, for it is no link. '
        "Name one that is, or take it out."
    )


def test_an_address_that_another_story_has_is_told_of(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt", text=STORY.replace("sprint", "dash"))
    put(tmp_path, "c.txt", text=STORY.replace("sprint", "climb").replace("07-03", "07-04"))
    words = [Override(f"{name}.txt", slug="x") for name in "abc"]
    read = edition(tmp_path, resources, *words)
    (note,) = read.notes
    assert note == (
        'desk/overrides.toml: override "b.txt": slug "x" is that of "a.txt" on the same day, '
        f"so the story stands at /{read.urls['b.txt']}. Choose another."
    )


def test_an_author_who_signs_nothing_is_told_of(tmp_path: Path, resources: Resources) -> None:
    signed = STORY.replace("\ndate", "\nauthor Gwen Pryce\ndate")
    put(tmp_path, "a.txt", text=signed)
    put(tmp_path, "b.txt", text=signed.replace("sprint", "dash").replace("Gwen Pryce", "Ola Berg and Lena Mohr"))
    authors = (Byline("Gwen Pryce"), Byline("Lena Mohr"), Byline("Gwen Price", aliases=("G. Price",)))
    (note,) = read_edition(tmp_path, replace(resources, desk=Desk(authors=authors))).notes
    assert note == (
        'desk/authors.toml: author "Gwen Price" signs no story. '
        "Write the name as stories sign it, or that byline below aliases."
    )


def wide(dumps: Path, resources: Resources, *phrases: str) -> Edition:
    rules = (Rule("desk/wide", "our own", phrase, "sentence", "sure") for phrase in phrases)
    phrases = Phrases((*resources.phrases.rules, *rules))
    said = Desk(rules=frozenset(["desk/wide"]))
    return read_edition(dumps, replace(resources, phrases=phrases, desk=said))


def test_a_rule_of_the_desk_that_empties_a_story_is_named(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (row,) = wide(tmp_path, resources, "Plumelec", "the bunch", "Mr Plum").ledger
    assert (row.status, str(row.reason).rpartition("; ")[2]) == (
        "quarantined",
        'Narrow the match of rule "desk/wide" in content/desk/rules.toml: it takes most of the text.',
    )


def test_a_cut_of_the_desk_that_empties_a_story_is_named(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (row,) = edition(tmp_path, resources, Override("a.txt", cut=(RIDE.partition("\n\n")[2],))).ledger
    assert str(row.reason).endswith("Shorten what content/desk/overrides.toml cuts: it takes most of the text.")


def test_a_dump_of_forms_alone_blames_no_rule_of_the_desk(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text="Sign up to our newsletter.\n\nEnter your email address\n")
    (row,) = wide(tmp_path, resources, "Plumelec").ledger
    assert str(row.reason).endswith("Export the page's text again, or take the file out of content/dumps.")


def test_a_rule_of_the_desk_that_takes_much_of_a_story_is_told_of(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    (article,) = wide(tmp_path, resources, "the bunch").articles
    assert 'desk/rules.toml: rule "desk/wide" takes ' in article.warnings[-1]
    assert article.warnings[-1].endswith("% of this text. Where that is story, narrow its match.")
    assert wide(tmp_path, resources, "Mr Plum").articles[0].warnings == ()


def test_the_desk_corrects_a_written_story(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.md", text="anything")
    written = WrittenStory("<p>Mark Cavendish won the sprint for Astana, riders say.</p>", "A sprint")
    drop = Correction("a.md", drop=(("rider", "mark-cavendish"),))
    (article,) = corrected(tmp_path, resources, drop, read_story=lambda path: written).articles
    assert "mark-cavendish" not in {t.id for t in article.topics}


def test_corrections_that_fit_no_story_stop_the_edition_together(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", text=RIDE)
    with pytest.raises(RacenewsError) as fault:
        corrected(tmp_path, resources, Correction("a.txt", ("Movistar",)), Correction("b.txt", ("Sky",)))
    assert str(fault.value).splitlines() == [
        'desk/topics.toml: correct "a.txt": unlink "Movistar" does not stand in the story. Copy it from the story as it stands there, or take it out.',
        'desk/topics.toml: correct "b.txt": there is no such file in content/dumps. Correct its path, or take the entry out.',
    ]


def test_a_copy_whose_links_the_desk_corrects_is_the_one_that_is_read(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.txt", "b.txt", text=RIDE)
    read = corrected(tmp_path, resources, Correction("b.txt", ("Astana",)))
    assert [a.source for a in read.articles] == ["b.txt"]


def test_a_written_story_takes_fields_and_no_cuts(tmp_path: Path, resources: Resources) -> None:
    put(tmp_path, "a.md", text="anything")
    story = WrittenStory("<p>Holm won again on Sunday.</p>", "By hand", "Gwen Pryce")
    word = Override("a.md", title="By the desk", author="")
    (article,) = edition(tmp_path, resources, word, read_story=lambda path: story).articles
    assert (article.title, article.title_source, article.author) == ("By the desk", "desk", None)
    with pytest.raises(RacenewsError, match="nothing is cut from a story written by hand"):
        edition(tmp_path, resources, Override("a.md", cut=("Holm",)), read_story=lambda path: story)
    held = edition(tmp_path, resources, Override("a.md", publish=False), read_story=lambda path: story)
    assert rows(held)["a.md"].status == "ignored"


def test_the_nearest_path_is_suggested_for_one_that_names_no_dump(tmp_path: Path, resources: Resources) -> None:
    (tmp_path / "2023").mkdir()
    put(tmp_path / "2023", "holm.txt")
    with pytest.raises(RacenewsError, match=r'"2032/holm.txt": there is no such file .* Do you mean "2023/holm.txt"?'):
        edition(tmp_path, resources, Override("2032/holm.txt", title="Alone"))
