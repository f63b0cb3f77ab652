"""No rider is linked where the story does not say that it is about cycling: fields of life are endless."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.racenews.enrich.test_mentions import GAZETTEER, found

from racenews.enrich.evidence import count_own_points, count_shared_points
from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.mentions import find_mentions
from racenews.types import Entry, Naming


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Teacher remembered", "Marianne Vos taught sums for half her life. She died in Utrecht, aged 88. A service is held on Friday."),
        ("Man from Hull admits murder", "Bradley Wiggins, 33, has admitted the murder of a neighbour. The judge will speak in August."),
        ("Cavendish wins seat", "Mark Cavendish, a Liberal, has won the seat by ninety votes. Labour had held it since the war."),
        ("Band announces new tour", "Mark Cavendish, 51, a fan, has bought four tickets for the Tour. The band will play in June."),
        ("Froome makes 88", "Mark Cavendish took four wickets. Chris Froome made 88, and the innings closed at tea."),
        (None, "Geraint Thomas scored two tries for Saracens this season. Bradley Wiggins, the prop, was sent off."),
        (None, "Hannah Barnes won the marathon. Emma Johansson was second, and Anna Henderson was third in the race."),
        (None, "Ben Swift took gold in the butterfly at the Commonwealth Games, a sprint of two lengths."),
        ("Sagan wins again", "Peter Sagan has won the chess title of his country. He is nineteen."),
        (None, "Sepp Kuss, 19, was third in the slalom. He attacked on the second gate."),
        (None, "Elisa Balsamo has won a prize for her poems. Filippo Ganna led the jury."),
        ("Poels at the stove", "Wout Poels is the new chef of the Golden Goose. The menu is short."),
        (None, "Sepp Kuss and Felix Gall, two tourists of sixty, were robbed at the station."),
        ("Dan Lloyd joins soap", "The actor Daniel Lloyd joins the cast. He plays a cyclist in love, and Jack Bauer plays a doctor."),
        (None, "Elisa Balsamo walked on stage when she had won the prize for her poems."),
        (None, "Remco Evenepoel a ouvert une boulangerie. La première étape du projet a pris un an."),
        (None, "Tadej Pogačar hat ein Haus gebaut. Die letzte Etappe war das Dach."),
    ],
)  # fmt: skip
def test_no_rider_is_linked_in_a_story_of_another_field(title: str | None, text: str) -> None:
    assert not found(text, title=title)


@pytest.mark.parametrize(
    "text",
    [
        "Mads Pedersen a remporté la première étape. Simon Yates a été deuxième, Tim Merlier troisième.",
        "La troisième étape a été gagnée par Mads Pedersen. Simon Yates a fini avec Tim Merlier.",
        "Mads Pedersen gewann die erste Etappe. Simon Yates wurde Zweiter, Tim Merlier Dritter.",
        "Mads Pedersen holt den Etappensieg. Simon Yates ist Zweiter, Tim Merlier fällt zurück.",
        "Mads Pedersen won de eerste rit. Simon Yates werd tweede, Tim Merlier derde.",
        "Ritzege voor Mads Pedersen. Simon Yates werd tweede, voor Tim Merlier.",
        "Mads Pedersen ha vinto la prima tappa. Simon Yates secondo, Tim Merlier terzo.",
        "Mads Pedersen ganó la primera etapa. Simon Yates fue segundo, por delante de Tim Merlier.",
        "Mads Pedersen venceu a primeira etapa. Simon Yates foi segundo, à frente de Tim Merlier.",
        "Mads Pedersen won the sprint, ahead of Simon Yates and Tim Merlier, who had led at the foot of the climb.",
        "Mads Pedersen won stage four. Simon Yates was second, ahead of Tim Merlier.",
        "Mads Pedersen attacked on the climb and won the race. Simon Yates and Tim Merlier rode in with the break.",
    ],
)
def test_a_short_note_in_any_of_our_languages_has_its_links(text: str) -> None:
    assert set(found(text)) >= {"Mads Pedersen", "Simon Yates", "Tim Merlier"}


def test_a_short_name_falls_with_the_full_one() -> None:
    text = "The actor Adam Yates has a new part. Simon Yates won stage four of the Tour de France."
    assert "Yates" not in found(text, title="Yates on stage")


@pytest.mark.parametrize(
    ("text", "own", "shared"),
    [
        ("The peloton let the break go.", True, True),
        ("He won the race.", False, False),
        ("She won the third stage.", True, True),
        ("The next stage of the talks begins.", False, True),
        ("Er fuhr das Zeitfahren.", True, False),
        ("He wore the yellow jersey.", True, True),
        ("The teacher went to school.", False, False),
    ],
)
def test_words_speak_for_cycling(text: str, own: bool, shared: bool) -> None:
    assert (count_own_points(text) > 0, count_shared_points(text) > 0) == (own, shared)


def test_the_desk_s_alias_wins_over_every_doubt_but_a_veto() -> None:
    rider = Entry("rider", "bea-holm", "Bea Holm", "F", {"surname": "Holm"})
    naming = Naming(("rider", "bea-holm"), "Harbour Express", 0, 9999, True)
    texts = ["The Harbour Express is 38.", "The Harbour Express, a train, stops at the Harbour Express school."]
    given = Gazetteer([rider], namings=[naming])
    assert [m.id for m in find_mentions("The Harbour Express", texts, given, dt.date(2024, 1, 1))] == ["bea-holm"] * 4
    vetoed = Gazetteer([rider], namings=[naming], never=[(("rider", "bea-holm"), "Harbour Express")])
    assert not find_mentions(None, texts, vetoed, dt.date(2024, 1, 1))


def test_a_former_name_leads_to_the_present_one() -> None:
    text = "Philippa York, then Robert Millar, won a stage of the Tour de France in 1984. She rode to York, and Millar was ill."
    links = found(text)
    assert {links["Philippa York"], links["Robert Millar"], links["Millar"]} == {"rider/robert-millar"}
    assert links["Tour de France"] == "race/tour-de-france"
    assert "York" not in links
    assert GAZETTEER.entry("rider", "robert-millar").name == "Philippa York"


def test_a_former_name_that_another_bears_is_left_alone() -> None:
    links = found("Robert Millar and David Millar rode the Tour de France. Millar won the stage.")
    assert "Millar" not in links


@pytest.mark.parametrize(
    ("year", "title", "text", "topics"),
    [
        (2024, 'Vet saves swan', 'Chris Froome, a vet from Kendal, has saved a swan that swallowed a hook. The bird will be let go on Sunday. Froome said it had been a long climb back for her.', ''),
        (2023, 'Cavendish named head of port', 'Mark Cavendish has been named head of the port of Dover. He joined the company as a clerk and rose through its stages. The race for the job had lasted all season.', ''),
        (2022, None, 'Alberto Contador has opened his third bakery in Murcia. His bread won a prize at the fair, and his daughter Laura rides to the shop each morning.', ''),
        (2024, 'Vos bat record in shot', 'Marianne Vos threw the shot 15 metres in Leiden, a record for girls under sixteen. Her coach, Anna van der Breggen, was in tears.', ''),
        (2021, 'Ein neuer Pfarrer', 'Tony Martin ist der neue Pfarrer von Jena. Er war zuvor in Gera. Die Gemeinde gab ein Fest, und der Chor sang drei Lieder.', ''),
        (2024, "Le maire change d'équipe", 'Thibaut Pinot a été élu maire de son village. Il a gagné une première étape, dit-il, et son équipe compte Romain Bardet, le notaire.', ''),
        (2023, None, "Fabio Aru, 52, tassista di Sassari, ha trovato una borsa con mille euro. L'ha portata ai vigili dopo la corsa.", ''),
        (2023, 'Ballet', 'Julian Alaphilippe dances the prince. The company leaves on a world tour in May, and the stage of the opera has been rebuilt. He rides to work.', ''),
        (2024, 'Sail race', 'Tom Boonen was first across the line in the Sydney race. His boat, sprinting before the wind, beat that of Philippe Gilbert by a length.', ''),
        (2024, 'Moto', 'Matthew Hayman rode his Yamaha to third place in the superbike race at Assen. Jack Bauer crashed on the climb out of the last bend.', ''),
        (2020, 'Court', 'Miguel Induráin, 31, was fined for driving a lorry without papers. The court in Pamplona heard that he had not paid the tolls on the mountain road.', ''),
        (2023, 'Sky raises prices', 'Sky has bought the rights to the darts. The broadcaster Sky, once the owner of the cycling team Team Sky, will raise its fees. Sky will pay a million a year.', 'team/ineos-grenadiers'),
        (2022, 'Lotto', 'The Lotto drew 5, 8 and 13. Greg Van Avermaet of Aalst won the jackpot. He will buy a race horse, and his wife a bike.', ''),
        (2024, 'De kapper', 'Wout van Aert knipt al dertig jaar haren in Mol. De koers volgt hij niet. Zijn vrouw Lotte Kopecky zit achter de kassa.', ''),
        (2024, 'Casting', 'El actor Alejandro Valverde será el rey en la obra. La etapa más dura, dice, fue aprender el texto. Enric Mas pinta los decorados.', ''),
        (2024, 'Kooij wint in Gent', 'Olav Kooij heeft de openingsrit gewonnen. De Nederlander klopte Tim Merlier in de massasprint. Jasper Philipsen werd derde.', 'rider/olav-kooij rider/tim-merlier rider/jasper-philipsen'),
        (2024, 'Gaudu devant', "David Gaudu s'est imposé au sommet. Il a attaqué à trois kilomètres de l'arrivée de l'étape, et Romain Bardet, distancé par le peloton des favoris, a fini quatrième.", 'rider/david-gaudu rider/romain-bardet'),
        (2024, 'Ganna re del tempo', 'Filippo Ganna ha vinto la cronometro di Desenzano. Secondo Tadej Pogačar, terzo Geraint Thomas, a quaranta secondi.', 'rider/filippo-ganna rider/tadej-pogacar rider/geraint-thomas'),
        (2024, 'Mas, a Burgos', 'Enric Mas correrá la Vuelta a Burgos. El corredor de Movistar vuelve al pelotón tras su caída, junto a Nairo Quintana.', 'rider/enric-mas team/movistar-team rider/nairo-quintana race/vuelta-a-burgos'),
        (2023, 'Kämna fällt aus', 'Lennard Kämna hat sich beim Sturz auf der Bergetappe das Schlüsselbein gebrochen. Nils Politt fuhr das Rennen zu Ende, Simon Geschke wurde Fünfter.', 'rider/lennard-kamna rider/nils-politt rider/simon-geschke'),
        (2024, 'Lorena Wiebes zegt af', 'Lorena Wiebes start zondag niet in Gent-Wevelgem. De sprintster van SD Worx-Protime is ziek. Elisa Balsamo is de favoriete.', 'rider/lorena-wiebes race/gent-wevelgem-women team/sd-worx-protime rider/elisa-balsamo'),
        (2024, 'Pidcock out', 'Tom Pidcock will miss the rest of the race with a broken wrist. He crashed on the descent with 20km of the stage to ride.', 'rider/tom-pidcock'),
        (2024, 'Girmay again', 'Biniam Girmay took his second win of the week in the bunch sprint in Colombey. Mads Pedersen and Arnaud De Lie were boxed in.', 'rider/biniam-girmay rider/mads-pedersen rider/arnaud-de-lie'),
        (2024, 'Yates extends', 'Adam Yates has signed with UAE Team Emirates until 2027. His twin, Simon Yates, stays with Jayco AlUla.', 'rider/adam-yates rider/simon-yates team/uae-team-emirates team/jayco-alula'),
        (2024, 'Brown bows out', 'Grace Brown will stop racing at the end of the season. The time trial champion told her team, FDJ-Suez, in March.', 'rider/grace-brown team/fdj-united-suez'),
        (2024, "Accident", "Julian Alaphilippe, 61 ans, est mort. Le peloton de gendarmerie enquête.", ""),
        (2024, "Sur la route", "Romain Bardet a été arrêté. Le peloton de gendarmerie enquête, et la course est finie.", ""),
        (2024, "Knapp", "Demi Vollering gewinnt das Rennen. Sie setzt sich am letzten Anstieg aus dem Hauptfeld ab.", "rider/demi-vollering"),
    ],
)  # fmt: skip
def test_namesakes_are_left_alone_and_short_notes_have_all_their_links(
    year: int, title: str | None, text: str, topics: str
) -> None:
    links = find_mentions(title, [text], GAZETTEER, dt.date(year, 7, 1))
    assert {f"{m.kind}/{m.id}" for m in links} == set(topics.split())
