"""Scripts that the learned judge was never shown: what is written in them is kept, and counted in its own way."""

from __future__ import annotations

import re

LETTERS_PER_WORD = 2  # of a script without spaces between words; a Japanese or Chinese word has about two signs
MIN_LETTERS = 2  # of a line, to tell its script

MIN_SENTENCE_WORDS = 4

_ENDS = re.compile(r"[.!?…。．！？؟।][\"'”’»」』）)\]]*\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_OTHER = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufffd\U00010000-\U0010ffff]")
"""Signs of no Latin script; few texts have any, and need not be counted."""
_UNSPACED = re.compile("[฀-๿຀-໿က-႟ក-៿぀-ヿ㐀-䶿一-鿿豈-﫿]")
"""Thai, Lao, Burmese, Khmer, kana and Han."""


def is_foreign_script(text: str) -> bool:
    """Tell whether most letters of `text` are of no Latin script.

    >>> is_foreign_script("彼女は雨の中で勝った。"), is_foreign_script("Ада Хольм"), is_foreign_script("Łódź 3:05")
    (True, True, False)
    """
    if text.isascii() or not _OTHER.search(text):
        return False
    letters = len(_LETTER.findall(text))
    return letters >= MIN_LETTERS and 2 * len(_LATIN.findall(text)) < letters


def is_foreign_sentence(text: str) -> bool:
    """Tell whether `text`, a line or a stretch of one, is a sentence in such a script; menus and labels are none.

    >>> is_foreign_sentence("彼女は雨の中で勝った。"), is_foreign_sentence("Новости Мода Красота и здоровье")
    (True, False)
    """
    if not is_foreign_script(text):
        return False
    return bool(_ENDS.search(text)) and count_words(text) >= MIN_SENTENCE_WORDS


def count_words(text: str) -> int:
    """Return how many words `text` has, where its script sets no spaces between them about how many.

    >>> count_words("She won in the rain."), count_words("彼女は雨の中で勝った。")
    (5, 6)
    """
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) if not unspaced else len(_UNSPACED.sub(" ", text).split()) + unspaced // LETTERS_PER_WORD
