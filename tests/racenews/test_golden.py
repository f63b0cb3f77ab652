"""Whole stories, dump to article: `invoke golden SLUG` writes what is expected, for review."""

from __future__ import annotations

import pytest
from tests.golden_files import GOLDEN, expected_files

FOLDERS = sorted(path for path in GOLDEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_whole_story_comes_out_as_it_did(folder) -> None:
    for name, text in expected_files(folder).items():
        expected = folder / name
        assert expected.is_file(), f"{expected} is missing: write it with `invoke golden {folder.name}` and read it"
        assert text == expected.read_text(encoding="utf-8")


def test_there_are_golden_stories_of_several_makes() -> None:
    assert len(FOLDERS) >= 5
