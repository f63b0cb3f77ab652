from __future__ import annotations

from pathlib import Path

import pytest

from racenews.enrich.gazetteer import surnames_of
from racenews.folding import to_ascii
from racenews.resources_gazetteer import COLUMNS, FILES, load_gazetteer
from racenews.types import RacenewsError

SHIPPED = Path(__file__).resolve().parents[2] / "plugins" / "racenews" / "data" / "gazetteer"

RIDER = {"id": "anna-holm", "name": "Anna Holm", "gender": "F", "surname": "Holm", "surname_policy": "unique"}
TEAM = {"id": "harbour", "name": "Harbour", "gender": "F", "names_by_year": "2010-=Harbour"}
RACE = {"id": "hill-classic", "name": "Hill Classic", "gender": "M", "month": "4"}


def write(folder: Path, file: str, *rows: dict[str, str], header: tuple[str, ...] | None = None) -> None:
    columns = header or COLUMNS[file]
    lines = [",".join(columns), *(",".join(row.get(c, "") for c in columns) for row in rows)]
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "riders.csv", RIDER)
    write(tmp_path, "teams.csv", TEAM)
    write(tmp_path, "races.csv", RACE)
    return tmp_path


def findings(folder: Path) -> list[str]:
    with pytest.raises(RacenewsError) as caught:
        load_gazetteer(folder)
    return str(caught.value).splitlines()


def test_shipped_gazetteer_is_whole() -> None:
    gazetteer = load_gazetteer(SHIPPED)
    assert len(gazetteer.entries("rider")) == 1_792  # 1,804 rows, twelve of them a second row of a rider
    assert len(gazetteer.entries("team")) == 134
    assert len(gazetteer.entries("race")) == 212


@pytest.mark.parametrize(
    ("id", "lead"),
    [
        ("elisa-longo-borghini", "Longo Borghini"),
        ("edvald-boasson-hagen", "Boasson Hagen"),
        ("tao-geoghegan-hart", "Geoghegan Hart"),
        ("cecilie-uttrup-ludwig", "Uttrup Ludwig"),
        ("tobias-halland-johannessen", "Johannessen"),
        ("soren-kragh-andersen", "Kragh Andersen"),
        ("mads-wurtz-schmidt", "Würtz Schmidt"),
        ("mie-bjorndal-ottestad", "Bjørndal Ottestad"),
        ("monica-trinca-colonel", "Trinca Colonel"),
        ("ceylin-del-carmen-alvarado", "Alvarado"),
        ("mathieu-van-der-poel", "van der Poel"),
        ("roger-de-vlaeminck", "De Vlaeminck"),
        ("isaac-del-toro", "del Toro"),
        ("ivan-garcia-cortina", "García Cortina"),
        ("juan-antonio-flecha", "Flecha"),
    ],
)
def test_surname_is_that_of_the_cycling_press(id: str, lead: str) -> None:
    assert load_gazetteer(SHIPPED).entry("rider", id).facts["surname"] == lead


@pytest.mark.parametrize(
    ("id", "name", "civil"),
    [
        ("omar-fraile-matarranz", "Omar Fraile", "Omar Fraile Matarranz"),
        ("luis-angel-mate-mardones", "Luis Ángel Maté", "Luis Angel Mate Mardones"),
        ("jay-mc-carthy", "Jay McCarthy", "Jay Mc Carthy"),
        ("lars-bak-ytting", "Lars Bak", "Lars Ytting Bak"),
        ("esteban-chaves", "Esteban Chaves", "Jhoan Esteban Chaves Rubio"),
        ("pello-bilbao", "Pello Bilbao", "Pello Bilbao Lopez de Armentia"),
        ("sergio-higuita", "Sergio Higuita", "Sergio Andres Higuita Garcia"),
        ("dan-mclay", "Dan McLay", "Daniel Mc Lay"),
        ("robbie-mcewen", "Robbie McEwen", "Robbie Mc Ewen"),
    ],
)
def test_short_name_heads_the_page_and_the_civil_one_leads_to_it(id: str, name: str, civil: str) -> None:
    gazetteer = load_gazetteer(SHIPPED)
    assert gazetteer.entry("rider", id).name == name
    assert gazetteer.resolve(name) == gazetteer.resolve(civil) == ("rider", id)


def test_every_surname_ends_its_name() -> None:
    names = {e.name: e.facts["surname"] for e in load_gazetteer(SHIPPED).entries("rider")}
    assert [name for name, surname in names.items() if not to_ascii(name).endswith(to_ascii(surname))] == []


def test_unique_surname_is_no_other_riders() -> None:
    riders = load_gazetteer(SHIPPED).entries("rider")
    owners: dict[str, set[str]] = {}
    for rider in riders:
        for form in surnames_of(rider):
            owners.setdefault(to_ascii(form).lower(), set()).add(rider.id)
    unique = [r for r in riders if r.facts["surname_policy"] == "unique"]
    assert {r.id: others for r in unique if len(others := owners[to_ascii(r.facts["surname"]).lower()]) > 1} == {}


def test_a_rider_in_two_rows_is_one_entry(folder: Path) -> None:
    second = {**RIDER, "id": "anna-maria-holm-lund", "name": "Anna Maria Holm Lund", "aliases": "Anna Maria Holm"}
    write(folder, "riders.csv", RIDER, second)
    write(folder, "doubles.csv", {"id": second["id"], "same_as": "anna-holm"})
    gazetteer = load_gazetteer(folder)
    assert [e.id for e in gazetteer.entries("rider")] == ["anna-holm"]
    assert gazetteer.resolve("Anna Maria Holm Lund") == gazetteer.resolve("Anna Maria Holm") == ("rider", "anna-holm")


def test_doubles_name_riders(folder: Path) -> None:
    write(folder, "doubles.csv", {"id": "anna-holm", "same_as": "bo"}, {"id": "cy", "same_as": "anna-holm"})
    assert findings(folder) == [
        "gazetteer/doubles.csv: row 2, column same_as: there is no rider 'bo'. Name an id of riders.csv.",
        "gazetteer/doubles.csv: row 3, column id: there is no rider 'cy'. Name an id of riders.csv.",
        "gazetteer/doubles.csv: row 3, column same_as: 'anna-holm' is a double itself. Name the row that it stands for.",
    ]


def test_every_id_that_was_ever_given_leads_to_a_topic() -> None:
    gazetteer = load_gazetteer(SHIPPED)
    assert gazetteer.old_ids["rider", "christopher-hamilton"] == "chris-hamilton"
    assert gazetteer.old_ids["rider", "daniel-mc-lay"] == "dan-mclay"
    assert all(
        gazetteer.has(kind, now) and not gazetteer.has(kind, old) for (kind, old), now in gazetteer.old_ids.items()
    )
    given = len(gazetteer.entries("rider")) + sum(kind == "rider" for kind, _ in gazetteer.old_ids)
    assert given == 1_812 + 3  # all ids of the first knowledge base, and three riders that it lacked


def test_moved_ids_are_checked(folder: Path) -> None:
    write(
        folder,
        "moved.csv",
        {"kind": "rider", "id": "ann-holm", "same_as": "anna-holm"},
        {"kind": "bike", "id": "a", "same_as": "b"},
        {"kind": "team", "id": "harbour", "same_as": "pier"},
        {"kind": "race", "id": "Old Id", "same_as": "hill-classic"},
    )
    assert findings(folder) == [
        "gazetteer/moved.csv: row 3, column kind: 'bike' is unknown. Known: rider, team, race.",
        "gazetteer/moved.csv: row 4, column id: there is a team 'harbour'. Choose another id, or take the row out.",
        "gazetteer/moved.csv: row 4, column same_as: there is no team 'pier'. Name an id of teams.csv.",
        "gazetteer/moved.csv: row 5, column id: 'Old Id' is not an id. Use lower-case letters, digits and single hyphens.",
    ]


def test_codes_that_no_page_could_show_are_named(folder: Path) -> None:
    write(folder, "riders.csv", {**RIDER, "nation": "QQQ"})
    write(folder, "teams.csv", {**TEAM, "nation": "BEL", "status": "best", "successor": "harbour"})
    write(folder, "races.csv", {**RACE, "country": "Belgium", "class": "WTT"})
    found = findings(folder)
    for line, start in zip(
        found,
        (
            "gazetteer/riders.csv: row 2, column nation: 'QQQ' is unknown. The codes stand in data/nations.toml",
            "gazetteer/teams.csv: row 2, column successor: it names its own row. Name another id, or leave it empty.",
            "gazetteer/teams.csv: row 2, column status: 'best' is unknown. Known: WT, WWT, Pro, Cont, defunct.",
            "gazetteer/races.csv: row 2, column country: 'Belgium' is unknown. The codes stand in data/nations.toml",
            "gazetteer/races.csv: row 2, column class: 'WTT' is unknown. Known: GT, WWT-GT, Monument, WT,",
        ),
        strict=True,
    ):
        assert line.startswith(start)


def test_a_succession_is_told_in_one_row_and_known_in_both(folder: Path) -> None:
    quay, pier = (
        {**TEAM, "id": "quay", "name": "Quay", "names_by_year": ""},
        {**TEAM, "id": "pier", "name": "Pier", "names_by_year": ""},
    )
    write(
        folder,
        "teams.csv",
        TEAM,
        {**quay, "successor": "harbour"},
        {**pier, "predecessor": "quay", "successor": "harbour"},
    )
    facts = {e.id: (e.facts["predecessor"], e.facts["successor"]) for e in load_gazetteer(folder).entries("team")}
    assert facts == {"harbour": ("quay;pier", ""), "quay": ("", "harbour;pier"), "pier": ("quay", "harbour")}


def test_good_rows_give_entries_with_their_facts(folder: Path) -> None:
    entry = load_gazetteer(folder).entry("race", "hill-classic")
    assert (entry.name, entry.gender, entry.facts["month"]) == ("Hill Classic", "M", "4")


def test_unknown_and_missing_columns_are_named(folder: Path) -> None:
    write(folder, "races.csv", RACE, header=(*[c for c in COLUMNS["races.csv"] if c != "month"], "mnth"))
    assert findings(folder) == [
        f"gazetteer/races.csv: row 1: unknown column 'mnth'. Known: {', '.join(COLUMNS['races.csv'])}.",
        "gazetteer/races.csv: row 1: column 'month' is missing. Add it; its cells may be empty.",
    ]


def test_all_faults_come_at_once_with_file_row_column_and_remedy(folder: Path) -> None:
    write(
        folder,
        "riders.csv",
        RIDER,
        RIDER,
        {
            **RIDER,
            "id": "Bad Id",
            "name": "Bo",
            "surname": "Bo",
            "gender": "Q",
            "birth_year": "85",
            "tour_years": "2014-2010",
        },
    )
    write(folder, "teams.csv", {**TEAM, "names_by_year": "2012-2010=X", "successor": "nobody"})
    write(folder, "races.csv", {**RACE, "month": "13", "since": "soon"})
    found = findings(folder)
    assert len(found) == 9
    for part in (
        "riders.csv: row 3, column id: 'anna-holm' stands in row 2 already",
        "riders.csv: row 4, column id: 'Bad Id' is not an id. Use lower-case",
        "riders.csv: row 4, column gender: 'Q' is unknown. Known: M, F, X.",
        "riders.csv: row 4, column birth_year: '85' is not a year",
        "riders.csv: row 4, column tour_years: '2014-2010' is not a range",
        "teams.csv: row 2, column successor: there is no row with id 'nobody'",
        "teams.csv: row 2, column names_by_year: '2012-2010=X' ends before it begins",
        "races.csv: row 2, column month: '13' is not a month",
        "races.csv: row 2, column since: 'soon' is not a year",
    ):
        assert sum(part in line for line in found) == 1, part


def test_alias_safe_for_two_rows_is_a_fault_however_it_is_spelt(folder: Path) -> None:
    write(
        folder,
        "races.csv",
        {**RACE, "aliases": "Côte–Classic"},
        {**RACE, "id": "coast", "name": "Coast Classic", "aliases": "Cote-Classic"},
    )
    (line,) = findings(folder)
    assert (
        'row 3, column aliases: "Cote-Classic" is a name of "hill-classic" as well (row 2), and no story could' in line
    )


def test_years_of_an_alias_that_cannot_be_read_are_named(folder: Path) -> None:
    write(folder, "teams.csv", {**TEAM, "aliases": "2021-2019=Pier", "ambiguous_aliases": "2019=Quay;-=Dock"})
    write(folder, "races.csv", {**RACE, "place_aliases": "2019-20=Hill"})
    write(folder, "riders.csv", {**RIDER, "nicknames": "2019-2020="})
    remedy = "Write it like 2019-2021=Blue Train, or the name alone."
    assert findings(folder) == [
        f"gazetteer/riders.csv: row 2, column nicknames: '2019-2020=' is not YEAR-YEAR=NAME. {remedy}",
        f"gazetteer/teams.csv: row 2, column aliases: '2021-2019=Pier' ends before it begins. {remedy}",
        f"gazetteer/teams.csv: row 2, column ambiguous_aliases: '2019=Quay' is not YEAR-YEAR=NAME. {remedy}",
        f"gazetteer/teams.csv: row 2, column ambiguous_aliases: '-=Dock' is not YEAR-YEAR=NAME. {remedy}",
        f"gazetteer/races.csv: row 2, column place_aliases: '2019-20=Hill' is not YEAR-YEAR=NAME. {remedy}",
    ]


def test_one_alias_may_be_two_topics_in_other_years_only(folder: Path) -> None:
    coast = {**RACE, "id": "coast", "name": "Coast Classic"}
    write(folder, "races.csv", {**RACE, "aliases": "-2018=Spring Cup"}, {**coast, "aliases": "2019-=Spring Cup"})
    assert load_gazetteer(folder).has_years
    write(folder, "races.csv", {**RACE, "aliases": "-2019=Spring Cup"}, {**coast, "aliases": "2019-=Spring Cup"})
    assert '"Spring Cup" is a name of "hill-classic" as well (row 2)' in findings(folder)[0]


def test_row_of_another_length_is_named(folder: Path) -> None:
    with (folder / "riders.csv").open("a", encoding="utf-8") as stream:
        stream.write("too,few\n")
    (line,) = findings(folder)
    assert line.startswith("gazetteer/riders.csv: row 3: 2 cells where the header has")


def test_missing_file_and_wrong_encoding_are_findings(folder: Path) -> None:
    (folder / "riders.csv").unlink()
    (folder / "teams.csv").write_bytes(b"\xff\xfe\x00")
    found = findings(folder)
    assert [line.split(":")[0] for line in found] == ["gazetteer/riders.csv", "gazetteer/teams.csv"]


def test_empty_veto_is_a_fault(folder: Path) -> None:
    (folder / "vetoes.csv").write_text("phrase,why\n,because\n", encoding="utf-8")
    assert "vetoes.csv: row 2, column phrase: is empty" in findings(folder)[0]


def test_every_file_has_its_columns() -> None:
    assert set(FILES.values()) | {"vetoes.csv", "doubles.csv", "moved.csv"} == set(COLUMNS)
