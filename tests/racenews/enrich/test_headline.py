from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps import steps

from racenews.enrich.headline import MAX_HEADLINE_CHARS, derive_headline

LEADS = [
    # results
    (
        "Annika Holm won the Harbour Classic on Sunday, beating Lotte Bakker in the sprint.",
        "Annika Holm wins the Harbour Classic, beating Lotte Bakker in the sprint",
    ),
    (
        (
            "Wout van Aert threw his bike at the line in Lille to win the second stage of the Tour de France from Jasper "
            "Philipsen, who had led out the sprint."
        ),
        "Wout van Aert wins the second stage of the Tour de France from Jasper Philipsen",
    ),
    (
        "Sonny Colbrelli, muddy from head to toe, won the first wet Paris-Roubaix in two decades.",
        "Sonny Colbrelli wins the first wet Paris-Roubaix in two decades",
    ),
    (
        "Marlen Reusser won the time trial in St. Moritz by 4:12.5 from Chloe Dygert, the biggest margin of the season.",
        "Marlen Reusser wins the time trial in St. Moritz by 4:12.5 from Chloe Dygert",
    ),
    (
        "Elia Viviani and Filippo Ganna won silver in the Madison at the Games in Tokyo on Saturday.",
        "Elia Viviani and Filippo Ganna win silver in the Madison at the Games in Tokyo",
    ),
    (
        "In a race marked by crosswinds and crashes, Tim Merlier won the opening stage of the UAE Tour.",
        "Tim Merlier wins the opening stage of the UAE Tour",
    ),
    # transfers, attribution
    (
        "Mark Cavendish has signed a new contract with Astana Qazaqstan, according to reports.",
        "Mark Cavendish signs a new contract with Astana Qazaqstan, according to reports",
    ),
    (
        "Canyon//SRAM have extended the contract of Kasia Niewiadoma until 2027, the team said in a statement.",
        "Canyon//SRAM extend the contract of Kasia Niewiadoma until 2027",
    ),
    (
        "B&B Hotels p/b KTM have signed Pierre Rolland on a two-year deal, the French squad announced on Friday.",
        "B&B Hotels p/b KTM sign Pierre Rolland on a two-year deal",
    ),
    (
        "Primož Roglič will ride for Bora-Hansgrohe from 2024, ending a long partnership with Jumbo-Visma.",
        "Primož Roglič to ride for Bora-Hansgrohe from 2024",
    ),
    # hedges and conditions
    (
        "Jonas Vingegaard could miss the Vuelta a España after a crash in training, according to Danish media.",
        "Jonas Vingegaard could miss the Vuelta a España after a crash in training",
    ),
    (
        "Remco Evenepoel is set to leave Soudal Quick-Step at the end of the season, a Belgian newspaper reported.",
        "Remco Evenepoel set to leave Soudal Quick-Step at the end of the season",
    ),
    (
        "Elisa Balsamo has reportedly agreed terms with Movistar.",
        "Elisa Balsamo reportedly agrees terms with Movistar",
    ),
    (
        "Tom Pidcock may ride the Giro d'Italia next year if his team receives an invitation.",
        "Tom Pidcock may ride the Giro d'Italia next year if his team receives an invitation",
    ),
    (
        "Biniam Girmay denied on Friday that he had agreed to join another team.",
        "Biniam Girmay denies he has agreed to join another team",
    ),
    (
        "Two riders have tested positive for EPO in the past month, the anti-doping agency said on Thursday.",
        "Two riders have tested positive for EPO in the past month, the anti-doping agency said",
    ),
    # passives, obituaries, previews
    (
        "Sam Bennett has been ruled out of the Tour de France with a knee injury, his team confirmed on Friday.",
        "Sam Bennett ruled out of the Tour de France with a knee injury",
    ),
    (
        "The second stage of Paris-Nice was cancelled on Monday because of strong winds.",
        "Second stage of Paris-Nice cancelled because of strong winds",
    ),
    (
        "Former world champion Alessandro Ballan, who won the Tour of Flanders in 2007, has retired, he said.",
        "Former world champion Alessandro Ballan retires",
    ),
    (
        "Fausto Coppi died in Tortona on 2 January 1960, at the age of 40.",
        "Fausto Coppi died in Tortona on 2 January 1960, at the age of 40",
    ),
    (
        "The Tour de France starts in Lille on Saturday, and for the fifth year in a row two names come first in every talk.",
        "The Tour de France starts in Lille on Saturday",
    ),
    # shapes of their own
    (
        "“We came here to win and we did,” said Demi Vollering after the finish on Thursday.",
        "“We came here to win and we did,” says Demi Vollering",
    ),
    ("Can anyone stop Tadej Pogačar at the Giro d'Italia?", "Can anyone stop Tadej Pogačar at the Giro d'Italia?"),
    (
        "It was Lotte Kopecky who attacked first on the Mur de Huy, and nobody could follow.",
        "Lotte Kopecky attacks first on the Mur de Huy",
    ),
    (
        "It is expected that Mark Cavendish will sign a one-year contract next week.",
        "Mark Cavendish expected to sign a one-year contract next week",
    ),
    (
        (
            "Mathieu van der Poel slid across a wet corner, got up with a damaged shoe, and still won the Road World "
            "Championships by more than a minute."
        ),
        "Mathieu van der Poel wins the Road World Championships by more than a minute",
    ),
    (
        "TURIN (Race News) — Filippo Ganna won the opening time trial of the race on Monday.",
        "Filippo Ganna wins the opening time trial of the race",
    ),
    (
        "Ineos Grenadiers will not renew the contract of Geraint Thomas.",
        "Ineos Grenadiers will not renew the contract of Geraint Thomas",
    ),
    ("Nobody expected Anna Kiesenhofer to win.", "Nobody expected Anna Kiesenhofer to win"),
    (
        "Organisers of the Tour of Britain have cancelled next year's race.",
        "Organisers of the Tour of Britain cancel next year's race",
    ),
]


@pytest.mark.parametrize(("lead", "headline"), LEADS, ids=[lead[:40] for lead, _ in LEADS])
def test_lead_becomes_a_headline_a_sub_editor_would_print(lead: str, headline: str) -> None:
    assert derive_headline([lead]) == headline


def test_superlative_keeps_what_bounds_it() -> None:
    lead = (
        "Caked in mud, Sonny Colbrelli won the first wet edition of the race in almost twenty years at his first attempt, "
        "and wept."
    )
    assert "first wet edition of the race in almost twenty years" in derive_headline([lead])


def test_verb_of_a_relative_clause_is_not_the_riders_deed() -> None:
    lead = (
        "Chris Froome overturned the Giro d'Italia with a solo attack of 80 kilometres that began on gravel and ended in "
        "Bardonecchia in the pink jersey."
    )
    assert derive_headline([lead]).startswith("Chris Froome overturns the Giro d'Italia")


def test_list_of_names_is_not_torn() -> None:
    lead = "Sepp Kuss rode into Madrid in the red jersey on Sunday, flanked by Jonas Vingegaard and Primož Roglič of his team."
    assert not derive_headline([lead]).endswith("flanked by Jonas Vingegaard")


def test_rows_of_results_are_not_the_lead() -> None:
    assert derive_headline(["1. Mads Pedersen (Lidl-Trek)", "Mads Pedersen won the stage on Tuesday."]) == (
        "Mads Pedersen wins the stage"
    )


def test_surname_is_made_whole_from_the_sentence_before() -> None:
    paragraphs = ["It rained. Dan Martin had come for the hills.", "Martin won the Hill Classic at the third attempt."]
    assert "Dan Martin" in derive_headline(paragraphs)


def test_other_languages_give_their_main_clause() -> None:
    lead = "Le Tour de France partira de Lille en juillet, a annoncé jeudi la société organisatrice, et passera par la Bretagne."
    assert (
        derive_headline([lead])
        == "Le Tour de France partira de Lille en juillet, a annoncé jeudi la société organisatrice"
    )


def test_no_text_gives_no_headline() -> None:
    assert derive_headline([]) == derive_headline(["", " "]) == ""


PIECES = st.sampled_from(
    'Tadej Pogačar , . won the Tour has reportedly signed “ ” " ‘ and who that to in on Sunday , according to reports if '
    "The first will not be 4:12.5 St. – — ; : ( ) ? It was … after when".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=200)), max_size=4))
def test_any_text_gives_a_headline_that_fits(paragraphs: list[str]) -> None:
    headline = derive_headline(paragraphs)
    assert len(headline) <= MAX_HEADLINE_CHARS
    assert "…" not in headline or any("…" in p for p in paragraphs)
    assert headline == headline.strip()


@pytest.mark.parametrize(
    "piece", ["a, ", "to win ", "and won ", "“", "who ", "(", "A ", "on Sunday ", "according to ", "the first ", "x"]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    def cost(times: int) -> int:
        return steps(lambda: derive_headline(["Tadej Pogačar won " + piece * times, piece * times]))

    assert cost(2_000) <= 10 * cost(250) + 5_000
    derive_headline([piece * 20_000])  # a pattern that runs wild would not come back from this


def leads() -> list[tuple[str, str]]:
    """Return lead and headline of each pair in `dumps/leads.txt`."""
    lines = (Path(__file__).parent / "dumps" / "leads.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [(lead, headline.strip()) for lead, headline in zip(lines[::2], lines[1::2], strict=True)]


@pytest.mark.parametrize(("lead", "headline"), leads(), ids=lambda text: text[:40])
def test_lead_of_any_style_becomes_a_headline(lead: str, headline: str) -> None:
    assert derive_headline([lead], lambda: "(names)") == headline


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "Remco Evenepoel will leave Soudal Quick-Step at the end of the season, according to Het Nieuwsblad.",
            "Remco Evenepoel reportedly to leave Soudal Quick-Step at the end of the season",
        ),
        (
            "Ola Berg has signed a five-year contract with Red Bull-Bora-Hansgrohe, L'Équipe reported on Monday.",
            "Ola Berg signs a five-year contract with Red Bull-Bora-Hansgrohe, L'Équipe reports",
        ),
        (
            "Ola Berg will return to Lotto for the final season of his career, according to Basque newspaper Deia.",
            "Ola Berg to return to Lotto for the final season of his career, according to Deia",
        ),
        (
            "According to the Norwegian daily Dagbladet, Ola Berg will leave Lotto.",
            "Ola Berg to leave Lotto, according to Dagbladet",
        ),
        (
            "Ola Berg tested positive for EPO in a test in May, according to the French newspaper Le Monde.",
            "Ola Berg tests positive for EPO in a test in May, according to Le Monde",
        ),
        ("Ola Berg could miss the Giro, according to reports.", "Ola Berg could miss the Giro"),
        (
            "Ola Berg will ride the Giro for Lotto in May, his team said on Friday.",
            "Ola Berg to ride the Giro for Lotto in May",
        ),
    ],
)
def test_a_claim_stays_a_claim(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


def test_a_claim_that_fits_nowhere_is_not_told() -> None:
    lead = (
        "Nobody in the peloton that rode past the lighthouse and the harbour in the dark wanted to lead, "
        "according to the Norwegian newspaper Aftenposten."
    )
    assert derive_headline([lead], lambda: "The peloton") == "The peloton"


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "Ola Berg won the stage to the lighthouse, or so the scoreboard said for two minutes before the jury gave it to Piet Bos.",
            "Ola Berg won the stage to the lighthouse, or so the scoreboard said for two minutes",
        ),
        (
            "Ola Berg won the Harbour Classic, but the jury took the win from him an hour later and gave it to Piet Bos.",
            "Ola Berg won the Harbour Classic, but the jury took the win from him an hour later",
        ),
        (
            (
                "Ola Berg crossed the line first in the rain of Lillehammer on Sunday ahead of the man who had beaten him in every "
                "sprint of the year, but the jury relegated him to last place."
            ),
            "The jury relegated Ola Berg to last place",
        ),
        (
            "Ola Berg won the Harbour Classic on Sunday but finished with a broken wrist.",
            "Ola Berg wins the Harbour Classic but finishes with a broken wrist",
        ),
    ],
)
def test_what_takes_a_deed_back_is_told(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


@pytest.mark.parametrize(
    "lead",
    [
        "Ola Berg crossed the line first in Lillehammer on Sunday, only to be told that the race had ended a lap before.",
        (
            "Ola Berg, the Norwegian champion, won the second stage of the Tour of the Fjords in a sprint of thirty riders on "
            "Sunday, only to find that he had been disqualified for a change of bike."
        ),
    ],
)
def test_a_deed_does_not_go_without_what_undoes_it(lead: str) -> None:
    headline = derive_headline([lead], lambda: "(names)")
    assert "only to" in headline or headline == "(names)"


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "Fifty years to the day since Armstrong walked on the Moon, Piet Bos won the stage to the lighthouse.",
            "Piet Bos wins the stage to the lighthouse",
        ),
        (
            "The day Merckx attacked, Ola Berg won the Harbour Classic.",
            "The day Merckx attacked, Ola Berg won the Harbour Classic",
        ),
        (
            "Days after he crashed in training, Ola Berg won the Harbour Classic on Sunday.",
            "Ola Berg wins the Harbour Classic",
        ),
        (
            "Former Movistar and Lotto rider Ola Berg broke his leg at home on Monday.",
            "Former Movistar and Lotto rider Ola Berg breaks his leg at home",
        ),
        (
            "Movistar and Lotto rider Ola Berg broke his leg at home on Monday.",
            "Movistar and Lotto rider Ola Berg broke his leg at home",
        ),
        (
            "Olympic and world champion Ola Berg won the Harbour Classic on Sunday.",
            "Olympic and world champion Ola Berg wins the Harbour Classic",
        ),
        (
            "Ola Berg and compatriot Arne Dahl broke away on the climb to the lighthouse on Monday.",
            "Ola Berg and compatriot Arne Dahl break away on the climb to the lighthouse",
        ),
    ],
)
def test_the_verb_is_that_of_the_main_clause_and_agrees(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            (
                "If Ola Berg passes the medical tests that the team has planned for next week in Girona, he will be at the start "
                "of the Tour de France in Lille."
            ),
            "Ola Berg could be at the start of the Tour de France in Lille",
        ),
        (
            "If Ola Berg passes a test on Friday, he will be at the start of the Tour de France in Lille.",
            "Ola Berg will be at the start of the Tour de France in Lille if he passes a test on Friday",
        ),
        (
            (
                "If the doctors of the team agree after a test on the road on Friday, Ola Berg will be at the start of the Tour "
                "de France in Lille in July."
            ),
            "Ola Berg could be at the start of the Tour de France in Lille in July",
        ),
        (
            "Dan Berg attacked twice in the last ten kilometres of the race; Tony, his team-mate and punctures did the rest.",
            "Dan Berg attacks twice in the last ten kilometres of the race",
        ),
        (
            "(Reuters) - Ola Berg won the Harbour Classic, beating Piet Bos.",
            "Ola Berg wins the Harbour Classic, beating Piet Bos",
        ),
        (
            "LIMA, 5 May 2025 (AFP) - Ola Berg won the Tour of the Andes, beating Piet Bos.",
            "Ola Berg wins the Tour of the Andes, beating Piet Bos",
        ),
        (
            "LIMA, Peru, May 5 (Reuters) — Ola Berg won the Tour of the Andes, beating Piet Bos.",
            "Ola Berg wins the Tour of the Andes, beating Piet Bos",
        ),
    ],
)
def test_a_headline_holds_a_main_clause(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "Ola Berg, the Port Vale striker turned pundit, has signed a new contract with the BBC on Monday.",
            "Ola Berg, the Port Vale striker turned pundit, signs a new contract with the BBC",
        ),
        (
            "Ola Berg, 54, a retired postman, won the village marrow contest in Whitchurch on Saturday.",
            "Ola Berg, 54, a retired postman, wins the village marrow contest in Whitchurch",
        ),
        (
            "Ola Berg, chairman of Leeds council, announced on Monday that the city will host the start.",
            "Ola Berg, chairman of Leeds council, announces the city will host the start",
        ),
        ("Ola Berg, the Norwegian sprinter, won the Harbour Classic on Sunday.", "Ola Berg wins the Harbour Classic"),
        (
            "Ola Berg, 31, the reigning champion, won the Harbour Classic on Sunday.",
            "Ola Berg wins the Harbour Classic",
        ),
    ],
)
def test_what_makes_somebody_no_rider_is_told(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


def test_the_news_is_who_died_not_what_he_had_won() -> None:
    paragraphs = [
        "Tributes have been paid to the former champion Ola Berg, who has died at the age of 76.",
        "Berg won four titles on the track.",
    ]
    assert derive_headline(paragraphs) == "Ola Berg dies at the age of 76"


def test_a_tribute_beside_the_news_does_not_head_it() -> None:
    lead = "Lotto have left the Tour of the Fjords out of respect for Ola Berg, who died on Friday."
    assert derive_headline([lead]).startswith("Lotto ")


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        (
            [
                "The organisers of the Tour of the Fjords have been forced to cut short the stage to the lighthouse because of wind.",
                "The new finish will be in Berga.",
            ],
            "Organisers of the Tour of the Fjords forced to cut short the stage to the lighthouse",
        ),
        (
            ["Ola Berg has led the team for 14 years. On Monday he told his riders that the season would be his last."],
            "Ola Berg says the season will be his last",
        ),
        (
            ["Ola Berg has led the team for 14 years. On Monday it was his birthday."],
            "Ola Berg has led the team for 14 years",
        ),
        (
            [
                "There are plenty of reasons to doubt what everybody in the peloton takes for granted.",
                "Ola Berg won it in May.",
            ],
            "There are plenty of reasons to doubt what everybody in the peloton takes for granted",
        ),
    ],
)
def test_the_lead_tells_the_news_before_its_background(paragraphs: list[str], title: str) -> None:
    assert derive_headline(paragraphs) == title


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        # a person's opinion stays his; a noun that looks like the verb is none
        (
            "Lotto did not call Ola Berg, team boss Piet Bos has insisted, calling the story an invention.",
            "Lotto did not call Ola Berg, team boss Piet Bos insists",
        ),
        (
            "Lotto have called Ola Berg, a promise kept after three long years.",
            "Lotto call Ola Berg, a promise kept after three long years",
        ),
        # a verb is not parted from its particle
        (
            "Lotto are to be taken over by a group of bakers and butchers that is led by the former rider Ola Berg of Lillehammer.",
            "Lotto to be taken over by a group of bakers and butchers",
        ),
        # the speaker may stand behind his verb
        (
            "Ola Berg has the world at his feet, says Norway's first winner of the race Åge Bøe.",
            "Ola Berg has the world at his feet, Norway's first winner of the race Åge Bøe says",
        ),
        # what was said of the past stays there
        (
            "Ola Berg said he had “nothing left to give” in Lillehammer.",
            "Ola Berg says he had “nothing left to give” in Lillehammer",
        ),
        ("Ola Berg said he had agreed to ride in Lillehammer.", "Ola Berg says he has agreed to ride in Lillehammer"),
        # a quotation that leaves no room for its speaker keeps its marks
        (
            "“Nobody in this team will ever ride in the service of one man again,” said new Lotto boss Ola Berg in Lillehammer.",
            "“Nobody in this team will ever ride in the service of one man again”",
        ),
        # whoever somebody is the husband of is somebody else
        (
            "The husband of the champion Anna Holm has rejected the suggestion that a lack of radios helped her in Lillehammer.",
            "(names)",
        ),
        # the deed behind a colon is his who stands before it
        (
            "The wait is over for Ola Berg: after eleven months, the Norwegian won the Harbour Classic.",
            "Ola Berg wins the Harbour Classic",
        ),
        (
            "The wait is over for Ola Berg: the race starts in Lillehammer on Sunday morning.",
            "The wait is over for Ola Berg: the race starts in Lillehammer on Sunday morning",
        ),
        # further verbs keep step, those of a relative clause stay
        (
            "Ola Berg crashed on the descent, but won the sprint in Lillehammer.",
            "Ola Berg crashes on the descent, but wins the sprint in Lillehammer",
        ),
        (
            "Ola Berg joined the three who had left the bunch and won a prize.",
            "Ola Berg joined the three who had left the bunch and won a prize",
        ),
        # what bounds a denial stays
        (
            "Ola Berg has ruled out a start of the Tour of the Fjords in the south of Spain, because riders could not recover.",
            "Ola Berg rules out a start of the Tour of the Fjords in the south of Spain",
        ),
        # the first time in years is not the first time
        (
            "The whole of the peloton will climb the Col of the Lighthouse for the first time in four years in the second week of July.",
            "The whole of the peloton to climb the Col of the Lighthouse",
        ),
    ],
)
def test_a_headline_claims_no_more_than_its_lead(lead: str, title: str) -> None:
    assert derive_headline([lead], lambda: "(names)") == title


def test_rival_behind_the_rider_does_not_take_his_name() -> None:
    lead = "There was nothing Piet Bos could do: Ola Berg rode away from him and won his fifth stage of the Fjords."
    assert "him" not in derive_headline([lead])


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        # what somebody wants is told by the paper that says so, and the denial is not the paper's
        (
            "According to L'Écho, Movistar want to sign Ola Berg, but his agent denied it.",
            "Movistar want to sign Ola Berg, according to L'Écho, but his agent denied it",
        ),
        (
            "According to the newspaper Dagbladet, Ola Berg hopes to sign for Lotto next season.",
            "Ola Berg hopes to sign for Lotto next season, according to Dagbladet",
        ),
        (
            "According to Dagbladet, Ola Berg could sign for Lotto next season.",
            "Ola Berg could sign for Lotto next season",
        ),
        (
            "Movistar want to sign Ola Berg, according to Marca, but the rider's agent denied it on Monday.",
            "Movistar want to sign Ola Berg, according to Marca, but the rider's agent denied it",
        ),
        (
            "Movistar are to sign Ola Berg, Marca reports, but his agent denied it.",
            "Movistar are reportedly to sign Ola Berg, but his agent denied it",
        ),
        (
            "Movistar will sign the sprinter Ola Berg for three years, the newspaper Marca reports, but his agent denied it.",
            "Movistar reportedly to sign the sprinter Ola Berg for three years, but his agent denied it",
        ),
        (
            "Movistar will sign Ola Berg, Marca reports, but he has to pass the tests of the doctors first.",
            "Movistar reportedly to sign Ola Berg",
        ),
        # the measure and what takes it back both stand
        (
            "Ola Berg beat Lars Holm by more than three minutes, or so the scoreboard said until somebody rebooted it.",
            "Ola Berg beat Lars Holm by more than three minutes, or so the scoreboard said",
        ),
        # who it was
        (
            "The former winner of Harbour-Fens, Jan Vermeer, was not hurt when a tree fell on his car.",
            "The former winner of Harbour-Fens, Jan Vermeer, was not hurt when a tree fell on his car",
        ),
        (
            "The Harbour Classic, once a race for amateurs, will not be held this year, its organisers said on Friday.",
            "The Harbour Classic will not be held this year",
        ),
        # both halves of what is told of her
        (
            "Ada Holm did not win the Tour of the Fens, but she won the last stage on the dunes by four seconds too few.",
            "Ada Holm did not win the Tour of the Fens, but she won the last stage on the dunes",
        ),
        (
            "Ada Holm was never in the picture, but she still leads the general classification of the Tour of the Fens.",
            "Ada Holm was never in the picture, but she still leads the general classification",
        ),
        (
            "Ada Holm failed to finish the Tour of the Fens, but she won two stages, and that was what people spoke of.",
            "Ada Holm failed to finish the Tour of the Fens, but she won two stages",
        ),
        (
            "Ada Holm did not win the Tour of the Fens, but her team were happy with the second place on Sunday.",
            "Ada Holm did not win the Tour of the Fens, but her team were happy with the second place",
        ),
    ],
)
def test_a_headline_tells_no_half_of_its_lead(lead: str, title: str) -> None:
    assert derive_headline([lead]) == title


ENGLISH_BELOW = "The stage was long and went over three climbs on the way to the finish in the town."


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "Jules Perrin gagne la troisième étape du Tour des Dunes à Épernay et prend le maillot jaune, lundi.",
            "Jules Perrin gagne la troisième étape du Tour des Dunes à Épernay",
        ),
        (
            "Ola Berg a remporté la première étape du Tour des Dunes devant son équipier dans les rues de la vieille ville.",
            "Ola Berg a remporté la première étape du Tour des Dunes",
        ),
    ],
)
def test_a_lead_in_another_language_is_cut_by_its_own_grammar_above_english_text(lead: str, title: str) -> None:
    assert derive_headline([lead, ENGLISH_BELOW, ENGLISH_BELOW]) == title


def test_foreign_names_make_no_foreign_lead() -> None:
    lead = "Van der Berg won La Flèche de la Mer and Le Tour de la Dune on her way to the top."
    assert (
        derive_headline([lead]) == "Van der Berg wins La Flèche de la Mer and Le Tour de la Dune on her way to the top"
    )
