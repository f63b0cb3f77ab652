"""Signs that no reader sees, and marks piled on a letter until nobody can read it."""

from __future__ import annotations

import unicodedata

import pytest

from racenews.intake.invisible import drop_invisible

FLOOD = "".join(chr(0x300 + i) for i in range(40))


def test_a_flood_of_marks_is_cut_with_a_warning() -> None:
    text, warnings = drop_invisible(f"Ho{FLOOD}lm wo{FLOOD}n")
    assert text == f"Ho{FLOOD[:3]}lm wo{FLOOD[:3]}n"
    assert warnings == ("74 marks cut that were piled on 2 letters",)


def test_a_flood_of_thai_and_arabic_marks_is_cut_as_well() -> None:
    for mark in ("\u0e34", "\u0e49", "\u064e", "\u20dd"):
        assert len(drop_invisible("a" + mark * 50)[0]) <= 9


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Mørkøv, Pogačar, Tiếng Việt, Łódź, Türkiye, ǖ"),
        "สวัสดีที่นี่ไม่มีน้ำ",
        "नमस्ते क्षत्रिय र्त्स्न्य",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "مُحَمَّدٌ",
        "பெயர் ஸ்ரீ",
        "🚴🏽‍♀️ rides",
        "a\u0302\u0303\u0323 three marks stay",
    ],
)
def test_real_letters_with_marks_stay(text: str) -> None:
    assert drop_invisible(text) == (text, ())


@pytest.mark.parametrize("sign", ["\ufdd0", "\ufdef", "\ufffe", "\U0003ffff", "\u2065"])
def test_what_is_no_sign_at_all_is_left_out(sign: str) -> None:
    assert drop_invisible(f"Ho{sign}lm") == ("Holm", ("1 invisible sign left out: control or noncharacter",))
