from __future__ import annotations

import pytest

from racenews.enrich.headline_other import shorten_other


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        # the participle is waited for
        (
            "Ola Berg hat sich bei einem Sturz in der letzten Etappe der Rundfahrt das Becken gebrochen",
            "Ola Berg hat sich bei einem Sturz das Becken gebrochen",
        ),
        (
            "Ola Berg heeft zondag in Lillehammer na een lange solo de Ronde van de Fjorden gewonnen",
            "Ola Berg heeft zondag de Ronde van de Fjorden gewonnen",
        ),
        # what stands aside goes, a list of names does not
        (
            "La Norvégienne Anna Holm, déjà sacrée deux fois, a annoncé mercredi son retour sur la route",
            "La Norvégienne Anna Holm a annoncé mercredi son retour",
        ),
        (
            "Anna Holm, Ida Dahl en Siv Berg rijden zondag voor de eerste keer samen in Lillehammer",
            "Anna Holm, Ida Dahl en Siv Berg rijden zondag",
        ),
        # a name is not torn
        (
            "Piet Bos prend la tête du classement général du Tour de Romandie avant le contre-la-montre",
            "Piet Bos prend la tête du classement général",
        ),
        # an adverbial before the subject goes, a relative clause is not begun
        (
            "Después de tres semanas de dominio, Ola Berg se quedó a doce segundos de ganar",
            "Ola Berg se quedó a doce segundos de ganar",
        ),
        (
            "La Vuelta a los Fiordos ha presentado su recorrido, que tendrá final en el faro",
            "La Vuelta a los Fiordos ha presentado su recorrido",
        ),
    ],
)
def test_what_is_left_is_a_sentence(lead: str, headline: str) -> None:
    assert shorten_other(lead, 60) == headline


def test_what_fits_is_left_alone() -> None:
    assert (
        shorten_other("Ola Berg gagne à Lillehammer, devant Piet Bos", 90)
        == "Ola Berg gagne à Lillehammer, devant Piet Bos"
    )


def test_one_long_word_gives_nothing() -> None:
    assert shorten_other("x" * 100, 90) == shorten_other("", 90) == ""
