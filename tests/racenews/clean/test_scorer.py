"""The learned judge on text of our own."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from racenews.clean.compose import compose
from racenews.clean.features import describe, gather_evidence
from racenews.clean.scorer import FEW_ROWS, ask_trees, score_text
from racenews.clean.tokens import gram_hash, grams, make_keys, tokenise
from racenews.clean.weights import EXPORT_TREES_FILE, MODES, TREES_FILE, WORDS_FILE, hash_grams, load_weights
from racenews.intake.lines import text_lines
from racenews.intake.read import dump_from_text
from racenews.intake.segment import segment
from racenews.pipeline import clean_dump, clean_text, default_resources
from racenews.resources import DATA
from racenews.types import RacenewsError, Removal, Span

STORY = "\n\n".join(
    (
        "Lena Brandt won the third stage of the Ardennes Week on Thursday after a long solo ride over the last climb.",
        "The German attacked with 22 kilometres to go and was never seen again by the six riders who had joined her.",
        "“I did not look back once,” she said at the finish. “My team told me the gap and I believed them.”",
        "Second was Ines Carvalho, who led the chase for most of the final hour and took four bonus seconds.",
    )
)
FORM = "Share this article Tweet Email Sign up for our free newsletter and never miss a story again Enter your email"
TOUR = "She keeps the lead by 14 seconds before the last stage, which ends on the market square in Dinant on Sunday."


def starts(text: str) -> list[int]:
    return [line.start for line in text_lines(text)]


def units(text: str) -> list[str]:
    tokens = tokenise(text, starts(text))
    return [text[a:b] for a, b in zip(tokens.unit_start, tokens.unit_end, strict=True)]


def test_a_stretch_ends_with_its_sentence_or_its_line() -> None:
    assert units("He won. The U.S. rider, Mr. Holt, was 2nd.\nRead more: It rained") == [
        "He won.",
        "The U.S. rider, Mr. Holt, was 2nd.",
        "Read more: It rained",
    ]


def test_a_label_in_a_line_opens_a_stretch_even_glued_to_a_word() -> None:
    assert units("The gap grew to a minuteSubscribe now and save") == [
        "The gap grew to a minute",
        "Subscribe now and save",
    ]
    assert units("It was over Share Tweet Email") == ["It was over", "Share Tweet Email"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "…", "\u00e9", "\ud800", "a\u0301 \U0001f6b4 自転車 ً"])
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    tokens = tokenise(text, starts(text))
    evidence = gather_evidence(tokens, (), (), ())
    if tokens.units:
        table, _ = describe(tokens, text, evidence)
        assert np.isfinite(table.matrix()).all()
    scored = score_text(text, starts(text), default_resources().weights)
    assert len(scored.score) == tokens.units


def test_words_are_found_under_the_names_that_training_writes() -> None:
    text = "Sign up for 25 letters"
    hashes, _ = grams(tokenise(text, [0]))
    for name in ("sign up for", "⏎ sign", "⏎ sign up", "00 letters", "for 00", "letters ⏎", "up"):
        assert gram_hash(name.split(" "))[0] in hashes
        assert hash_grams((name,))[0] in hashes


def test_rules_are_evidence_by_share_of_the_stretch() -> None:
    text = "Sign up now. He won the stage."
    tokens = tokenise(text, [0])
    evidence = gather_evidence(tokens, [Removal(Span(0, 6), "sign-up/sign-up")], [(0, True), (13, False)], [(13, 30)])
    assert evidence.cut.tolist() == [0.5, 0.0]
    assert (evidence.sure.tolist(), evidence.doubtful.tolist(), evidence.head.tolist()) == ([1, 0], [0, 1], [0, 1])


def test_the_same_text_has_the_same_scores() -> None:
    weights = default_resources().weights
    text = f"{STORY}\n\n{FORM}\n\n{TOUR}"
    first, second = (score_text(text, starts(text), weights).score for _ in range(2))
    assert (first == second).all()


def test_story_scores_above_a_form() -> None:
    text = f"{STORY}\n\n{FORM}\n\n{TOUR}"
    scored = score_text(text, starts(text), default_resources().weights)
    in_form = [
        FORM in text[a:b] or text[a:b] in FORM
        for a, b in zip(scored.tokens.unit_start, scored.tokens.unit_end, strict=True)
    ]
    assert scored.score[in_form].max() < scored.score[~np.array(in_form)].min()


def test_a_removal_by_weights_names_its_evidence() -> None:
    hidden = (
        "Get more stories like these from our award winning desk in your favourite app every single day of the week"
    )
    text = f"{STORY}\n\n{hidden}\n\nMore from this author\n\nPopular now on the site\n\n{TOUR}\n\nRecommended for you"
    _, clean = clean_dump(dump_from_text(text, "case"), default_resources())
    by_weights = [r for r in clean.removals if r.rule.startswith("weights/")]
    assert all("for story" in r.why for r in by_weights)
    assert [p.text for p in clean.paragraphs if p.text in STORY or p.text in TOUR] == [*STORY.split("\n\n"), TOUR]


def copy_weights(folder: Path, change: dict[str, object], file: str = TREES_FILE) -> Path:
    for name in (WORDS_FILE, TREES_FILE, EXPORT_TREES_FILE):
        table = json.loads((DATA / "weights" / name).read_text())
        if name == file:
            table |= change
        (folder / name).write_text(json.dumps(table))
    return folder


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"features": 0}, "made for columns of version 0"),
        ({"training": {"digest": "another"}}, "learned from another training set"),
        ({"thresholds": {"cautious": -1}}, 'no threshold for mode "thorough"'),
        (
            {"trees": [{"column": [99_999], "limit": [0], "left": [-1], "right": [-2], "leaf": [0, 1]}]},
            "cannot be read",
        ),
        ({"trees": [{"column": [0], "limit": [0], "left": [0], "right": [-2], "leaf": [0, 1]}]}, "cannot be read"),
        ({"trees": [{"column": [0], "limit": [0], "left": [-1], "right": [-3], "leaf": [0, 1]}]}, "cannot be read"),
        ({"trees": [{"column": [], "limit": [], "left": [], "right": [], "leaf": [0] * 33}]}, "more than 32 leaves"),
    ],
)
def test_weights_that_do_not_fit_are_named_with_the_remedy(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    with pytest.raises(RacenewsError, match=f"{said}.*invoke train"):
        load_weights(copy_weights(tmp_path, change))


def test_missing_and_broken_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(RacenewsError, match=WORDS_FILE):
        load_weights(tmp_path)
    (tmp_path / WORDS_FILE).write_text("{")
    with pytest.raises(RacenewsError, match="not valid JSON"):
        load_weights(tmp_path)


def test_weights_are_small_and_know_no_long_phrases() -> None:
    files = [DATA / "weights" / name for name in (WORDS_FILE, TREES_FILE, EXPORT_TREES_FILE)]
    assert sum(f.stat().st_size for f in files) < 4_000_000
    weights = load_weights(DATA / "weights")
    assert max(len(gram.split()) for gram in weights.grams) <= 3
    for trees in (weights.page_trees, weights.export_trees):
        assert set(MODES) <= set(trees.thresholds)
        assert trees.thresholds["cautious"] <= trees.thresholds["thorough"]


def test_an_export_is_judged_by_its_own_trees() -> None:
    weights = default_resources().weights
    text = f"{STORY}\n\n{FORM}\n\n{TOUR}"
    as_page = score_text(text, starts(text), weights)
    as_export = score_text(text, starts(text), weights, is_export=True)
    swapped = replace(weights, page_trees=weights.export_trees, export_trees=weights.page_trees)
    assert (score_text(text, starts(text), swapped, is_export=True).score != as_export.score).any()
    assert (as_page.score != as_export.score).any()


def test_a_cleaned_story_comes_out_of_a_second_cleaning_as_it_is() -> None:
    for mode in MODES:
        once = clean_text(f"{FORM}\n\n{STORY}\n\n{FORM} {TOUR}\n\nMost popular\n\nFive bikes for the spring", mode=mode)
        assert clean_text(once, mode=mode) == once


def test_a_removal_over_several_sentences_takes_them_all() -> None:
    text = "He won. Sign up now. It is free! We send no spam. She won."
    cut = Removal(Span(text.index("Sign"), text.index(" She")), "weights/words")
    assert [p.text for p in compose(text, segment(text), [cut], {}).paragraphs] == ["He won. She won."]


def walk(tree: dict[str, list[float]], row: list[float]) -> float:
    node = 0 if tree["column"] else -1
    while node >= 0:
        at_most = np.float32(row[int(tree["column"][node])]) <= np.float32(tree["limit"][node])
        node = int(tree["left" if at_most else "right"][node])
    return tree["leaf"][~node]


def test_trees_asked_side_by_side_answer_as_a_walk_through_each_does(tmp_path: Path) -> None:
    three = {"column": [0, 1], "limit": [0.5, -0.0], "left": [1, -1], "right": [-2, -3], "leaf": [0.25, 0.5, -1]}
    two = {"column": [1], "limit": [1e-30], "left": [-1], "right": [-2], "leaf": [0.125, -0.5]}
    one = {"column": [], "limit": [], "left": [], "right": [], "leaf": [0.0625]}
    trees = [three, two, one] * 70  # more than the first stage holds, and than the second
    folder = copy_weights(tmp_path, {"columns": ["a", "b"], "trees": trees})
    stages = load_weights(folder).page_trees.stages
    assert [stage.trees for stage in stages] == [60, 120, 30]
    values = (-1.0, -0.0, 0.0, 1e-30, 1e-29, 0.5, 0.5000001, 3.0)
    rows = [[a, b] for a in values for b in values]
    told = [sum(walk(tree, row) for tree in trees[:60]) for row in rows]  # the first stage is sure of no row, or of all
    first_alone = replace(load_weights(folder).page_trees, stages=stages[:1])
    table = np.array(rows, np.float32).T
    assert ask_trees(table, first_alone).tolist() == told
    for at in range(0, len(rows), FEW_ROWS):
        few = ask_trees(table[:, at : at + FEW_ROWS], first_alone)
        assert few.tolist() == told[at : at + FEW_ROWS]
    assert ask_trees(table[:, :0], first_alone).tolist() == []


@pytest.mark.parametrize("keys", [[], [7], [0, 1, 2, 3, 2**63], [4, 2**64 - 2, 2**64 - 1]])
def test_keys_are_found_at_their_place_and_nothing_else_is(keys: list[int]) -> None:
    sought = [0, 1, 2, 3, 4, 5, 7, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1]
    found = make_keys(np.array(keys, np.uint64)).find(np.array(sought, np.uint64)).tolist()
    assert found == [keys.index(s) if s in keys else -1 for s in sought]


@pytest.mark.parametrize("before", [0, 100, 140_000])
def test_a_word_has_the_same_hash_wherever_it_stands(before: int) -> None:
    tokens = tokenise("." * before + "Newsletter", [0])
    assert tokens.hash[-1] == gram_hash(["newsletter"])[0]
