"""Short stories of our own with names that are easily taken for something else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Trap:
    """A story, the topics that must be linked ("kind/id"), and all others are wrong."""

    name: str
    paragraphs: tuple[str, ...]
    expect: frozenset[str]
    date: dt.date | None = dt.date(2024, 7, 1)
    title: str | None = None


def trap(name: str, text: str, expect: str, date: str | None = "2024-07-01", title: str | None = None) -> Trap:
    return Trap(
        name,
        tuple(p.strip() for p in text.split("\n") if p.strip()),
        frozenset(expect.split()),
        dt.date.fromisoformat(date) if date else None,
        title,
    )


TRAPS = (
    trap(
        "a baker who shares a rider's name",
        "Adam Yates has baked bread in Burnley for thirty years. The shop opens at six, and the queue forms at five.",
        "",
    ),
    trap(
        "two brothers of one surname",
        "Simon Yates attacked on the climb and Adam Yates followed. At the top of the pass Yates looked back. "
        "The riders of the breakaway were two minutes ahead of the peloton.",
        "rider/simon-yates rider/adam-yates",
    ),
    trap(
        "Tony is not Dan",
        "Tony Martin won the time trial by a minute. Martin rode for Katusha then, and his team-mate Alexander Kristoff "
        "waited at the line.",
        "rider/tony-martin rider/alexander-kristoff team/katusha-alpecin",
        "2016-05-01",
    ),
    trap(
        "a surname that somebody else owns",
        "Jasper Philipsen won the sprint for Alpecin-Deceuninck. Commissaire Joost Philipsen, no relation, signed the "
        "results. Philipsen went home by train.",
        "rider/jasper-philipsen team/alpecin-premier-tech",
    ),
    trap(
        "the phone company and the broadcaster",
        "Movistar raised its prices in Spain on Monday. Sky Sports will show the football, and Sky cut its fees. "
        "A Trek dealer said that nothing had changed.",
        "",
    ),
    trap(
        "a world tour is not the Tour",
        "The WorldTour calendar has grown again. Teams of the World Tour met in Geneva, and the riders were asked about "
        "Grand Tour selection by the peloton's union.",
        "",
    ),
    trap(
        "the velodrome and the town",
        "The Roubaix velodrome was built in 1936. Track riders from the north still train in Roubaix on Tuesdays.",
        "",
    ),
    trap(
        "a choir's tour of Flanders",
        "The choir's tour of Flanders took in nine churches. In Flanders the beer was good, and nobody rode a bicycle.",
        "",
    ),
    trap(
        "world champion is a title",
        "Mathieu van der Poel, the world champion, won Paris-Roubaix for Alpecin-Deceuninck.",
        "rider/mathieu-van-der-poel race/paris-roubaix team/alpecin-premier-tech",
        "2024-04-07",
    ),
    trap(
        "the women's team of one sponsor",
        "Marianne Vos of Visma-Lease a Bike won the sprint from Elisa Balsamo (Lidl-Trek). She has won the Amstel Gold "
        "Race before.",
        "rider/marianne-vos rider/elisa-balsamo team/visma-lease-a-bike-women team/lidl-trek-women "
        "race/amstel-gold-race-ladies",
    ),
    trap(
        "the men's team beside the women's",
        "Wout van Aert of Visma-Lease a Bike won the men's race. An hour before, Marianne Vos of Visma-Lease a Bike had "
        "won the women's race.",
        "rider/wout-van-aert rider/marianne-vos team/visma-lease-a-bike team/visma-lease-a-bike-women",
    ),
    trap(
        "the Tour in a women's report",
        "Demi Vollering leads the Tour de France Femmes after four stages. She has won the Tour before, and says that "
        "the Tour is not over.",
        "rider/demi-vollering race/tour-de-france-femmes",
        "2025-08-01",
    ),
    trap(
        "the men's Tour in a women's report",
        "Demi Vollering leads the Tour de France Femmes. The climb was used by the men's Tour de France, where Tadej "
        "Pogačar won.",
        "rider/demi-vollering race/tour-de-france-femmes race/tour-de-france rider/tadej-pogacar",
        "2025-08-01",
    ),
    trap(
        "before there was a women's edition",
        "Marianne Vos watched Paris-Roubaix on television. Vos says she would like to ride Paris-Roubaix one day.",
        "rider/marianne-vos race/paris-roubaix",
        "2014-04-13",
    ),
    trap(
        "another Tour was named closer",
        "The Tour of Britain starts in Kent on Sunday. Olav Kooij is back at the Tour, and the riders of the peloton "
        "expect rain.",
        "rider/olav-kooij race/tour-of-britain",
        "2023-09-01",
    ),
    trap(
        "a race named after a rider",
        "Jay Vine won the Cadel Evans Great Ocean Road Race for UAE Team Emirates.",
        "rider/jay-vine race/cadel-evans-great-ocean-road-race team/uae-team-emirates",
    ),
    trap(
        "a renamed team",
        "In 2012 the sprinter Mark Cavendish rode for Team Sky. The year after, he joined Omega Pharma-Quick-Step.",
        "rider/mark-cavendish team/ineos-grenadiers team/soudal-quick-step",
        "2013-01-10",
    ),
    trap(
        "plain letters for Danish ones",
        "Michael Morkov led out Mark Cavendish at Deceuninck–Quick-Step. Morkov is the best in the peloton at it.",
        "rider/michael-morkov rider/mark-cavendish team/soudal-quick-step",
        "2021-07-01",
    ),
    trap(
        "the capital and the team",
        "The conference in Astana ended on Friday. Riders of Astana Qazaqstan had visited it.",
        "team/xds-astana",
        "2023-09-01",
    ),
    trap(
        "the wind from Trieste",
        "The bora blew all night in Trieste. Bora is a cold wind, and the riders stayed in bed. Sam Bennett of "
        "Bora-Hansgrohe slept badly.",
        "rider/sam-bennett team/red-bull-bora-hansgrohe",
        "2020-10-01",
    ),
    trap(
        "championships of the track",
        "Filippo Ganna won the individual pursuit at the World Championships in the Ballerup velodrome.",
        "rider/filippo-ganna race/uci-track-world-championships",
        "2024-10-18",
    ),
    trap(
        "a photo agency's credit in prose",
        "Marlen Reusser won. The picture, taken by Cor Vos, shows Reusser on the line at the Tour de Suisse Women.",
        "rider/marlen-reusser race/tour-de-suisse-women",
    ),
    trap(
        "a given name that is a surname elsewhere",
        "Martin Bremer mends bicycles in Delft. Tony Martin once bought a chain from him. The shop has a peloton of "
        "regulars, most of them riders of a certain age.",
        "rider/tony-martin",
    ),
    trap(
        "triathlon",
        "The triathlete Lucy Wainwright won the Ironman in Nice. The World Championship is in Kona, and cycling is her "
        "weakest leg. She has never had a team-mate.",
        "",
    ),
    trap(
        "an obituary",
        "Federico Bahamontes, the Eagle of Toledo, has died at 95. Bahamontes won the Tour de France in 1959.",
        "rider/federico-bahamontes race/tour-de-france",
        "2023-08-08",
    ),
)
