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
        "Martin Bremer mends bicycles in Delft. Tony Martin, the time trial champion, once bought a chain from him. The shop has a peloton of "
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
    trap(
        "a season of cyclo-cross",
        """Lucinda Brand won the Superprestige in Gieten on Sunday, with Ceylin del Carmen Alvarado second. Brand has now won three rounds of the cyclo-cross World Cup as well.
Mathieu van der Poel won the men's race for Alpecin-Deceuninck. Wout van Aert was not there. Thibau Nys of Lidl-Trek was second.""",
        "rider/lucinda-brand rider/ceylin-del-carmen-alvarado race/superprestige race/uci-cyclo-cross-world-cup rider/mathieu-van-der-poel team/alpecin-premier-tech rider/wout-van-aert rider/thibau-nys team/lidl-trek",
        "2024-11-10",
    ),
    trap(
        "a sponsor of two squads",
        """Lotto Dstny will fold its women's team at the end of the year. Arnaud De Lie stays with the men's squad. De Lie won the Famenne Classic for Lotto.""",
        "team/lotto-intermarche rider/arnaud-de-lie team/lotto-ladies",
        "2024-09-10",
    ),
    trap(
        "La Vuelta in a women's report",
        """Annemiek van Vleuten won the Challenge by La Vuelta for Movistar. It was her third win at La Vuelta. Elisa Longo Borghini of Trek-Segafredo was second and Demi Vollering (SD Worx) third.""",
        "rider/annemiek-van-vleuten race/vuelta-femenina team/movistar-women rider/elisa-longo-borghini team/lidl-trek-women rider/demi-vollering team/sd-worx-protime",
        "2022-09-11",
    ),
    trap(
        "bicycles named after riders",
        """The museum shows an Eddy Merckx bike and a frame that Hinault rode. The Colnago is from 1986.""",
        "",
        "2020-01-01",
    ),
    trap(
        "a television channel",
        """Lance Armstrong rode for US Postal and then Discovery Channel. Discovery Channel is also a television channel.""",
        "rider/lance-armstrong team/us-postal",
        "2012-10-01",
    ),
    trap(
        "a bank that stops",
        """Rabobank said on Friday that it would end its sponsorship. The bank paid for a team in which Robert Gesink and Bauke Mollema rode, and for the women of Marianne Vos.""",
        "rider/robert-gesink rider/bauke-mollema rider/marianne-vos",
        "2012-10-19",
    ),
    trap(
        "father and son",
        """Bradley Wiggins watched his son Ben Wiggins win silver in the junior time trial. Ben is eighteen. Wiggins senior won the Tour de France in 2012.""",
        "rider/bradley-wiggins race/tour-de-france rider/ben-wiggins",
        "2023-08-10",
    ),
    trap(
        "two people called Hamilton",
        """Lucy Hamilton of the local council opened the velodrome. Chris Hamilton won the pursuit and the keirin. Hamilton thanked the council.""",
        "rider/chris-hamilton",
        "2023-08-10",
    ),
    trap(
        "rugby, tennis and groceries",
        """The rugby club Stade Rochelais won the Champions Cup. The Roland Garros final is on Sunday. A picnic was held in the casino gardens; Picnic is also the name of a supermarket.""",
        "",
        "2023-05-20",
    ),
    trap(
        "a festival in a race town",
        """Jasper Philipsen won Milan-San Remo. The Sanremo music festival was in February. Before him, Matej Mohorič was the last to win in Sanremo on a dropper post.""",
        "rider/jasper-philipsen race/milan-san-remo rider/matej-mohoric",
        "2024-03-17",
    ),
    trap(
        "helmets of a name",
        """Giro launched a helmet on Tuesday. The Giro Aries is lighter. Riders of the peloton will wear it at the Giro d'Italia.""",
        "race/giro-d-italia",
        "2024-03-17",
    ),
    trap(
        "a title of the Games",
        """Kristen Faulkner won the Olympic road race in Paris. The American rides for EF Education-Oatly. Grace Brown is the Olympic time trial champion, and Marianne Vos was second at the Games.""",
        "rider/kristen-faulkner race/olympic-games team/ef-education-oatly rider/grace-brown rider/marianne-vos",
        "2024-08-05",
    ),
    trap(
        "two Rondes in one report",
        """Elisa Longo Borghini won the Tour of Flanders for the second time. She beat Kasia Niewiadoma of Canyon//SRAM in Oudenaarde. In the men's race Mathieu van der Poel won the Ronde for the third time.""",
        "rider/elisa-longo-borghini race/tour-of-flanders-women rider/kasia-niewiadoma team/canyon-sram rider/mathieu-van-der-poel race/tour-of-flanders",
        "2024-03-31",
    ),
    trap(
        "two teams of one pair of sponsors",
        """Simon Yates (Jayco AlUla) and Ruby Roseman-Gannon (Liv AlUla Jayco) won the Australian titles... Ruby Roseman-Gannon also won a stage of the Women's Tour Down Under. Roseman-Gannon is from Melbourne.""",
        "rider/simon-yates team/jayco-alula rider/ruby-roseman-gannon team/liv-alula-jayco race/tour-down-under-women",
        "2024-01-10",
    ),
    trap(
        "a title in capitals",
        """Tadej Pogačar won Il Lombardia by three minutes. Remco Evenepoel of Soudal Quick-Step was second.""",
        "rider/tadej-pogacar race/il-lombardia rider/remco-evenepoel team/soudal-quick-step",
        "2024-10-12",
        "POGAČAR WINS IL LOMBARDIA AGAIN",
    ),
    trap(
        "a story without a date",
        """Chris Froome of Sky won the Tour de France; Alberto Contador of Tinkoff was fifth. The Team Sky rider will go to the Vuelta.""",
        "rider/chris-froome team/ineos-grenadiers race/tour-de-france rider/alberto-contador team/tinkoff race/vuelta-a-espana",
        None,
    ),
    trap(
        "a credit left in",
        """Tim Merlier won the Scheldeprijs. Photo: Luc Claessen/Getty Images.""",
        "rider/tim-merlier race/scheldeprijs",
        "2023-04-05",
    ),
    trap(
        "a maker of kitchens",
        """Peter Sagan won Paris-Roubaix for Bora-Hansgrohe. Bora make kitchen extractors, and Sagan has one. The Bora team celebrated.""",
        "rider/peter-sagan race/paris-roubaix team/red-bull-bora-hansgrohe",
        "2018-04-08",
    ),
    trap(
        "men in a story of women",
        """Trek-Segafredo riders Lizzie Deignan and Ellen van Dijk won. The men of Trek-Segafredo, with Mads Pedersen, race in Denmark.""",
        "team/lidl-trek-women rider/lizzie-deignan rider/ellen-van-dijk team/lidl-trek rider/mads-pedersen",
        "2021-10-02",
    ),
    trap(
        "particles in capitals",
        """Wout Van Aert and Mathieu Van Der Poel met again at the E3 Saxo Classic. Van Aert attacked; Van Der Poel followed.""",
        "rider/wout-van-aert rider/mathieu-van-der-poel race/e3-saxo-classic",
        "2023-03-24",
    ),
    trap(
        "games and championships of other sports",
        "The swimmer won the 200 metres at the Olympic Games and the European Championships. Her Hour Record for "
        "treading water stands. Cofidis lent her the money for the pool.",
        "",
    ),
    trap(
        "namesakes in a boat, with one race of cyclists named",
        'The lake was frozen, so the crew rode bicycles. "I am not the one from the Tour of Flanders," said the new coach. '
        "The cox, Lucy Kennedy, is a former hill climber at junior level and reads veterinary medicine. "
        "The squad goes back to the river before the regattas.",
        "race/tour-of-flanders",
    ),
    trap(
        "a director of a football club whose car park holds a criterium",
        "Sporting director Michael Rogers will not sell the striker. Rogers, who joined in the summer, met his agents on "
        'Friday. "He is like a cyclist in a grand tour," he said.\n'
        "The stadium is closed on Saturday, when a criterium uses the car parks.",
        "",
    ),
    trap(
        "a rider who was a ski jumper hands out medals to jumpers",
        "Primoz Roglic of Red Bull-Bora-Hansgrohe was a ski jumper once, and handed out the medals. The coach, Anders Lund, "
        "said that the wind had been fair. Third place went to Emma Johansson of the host club.",
        "rider/primoz-roglic team/red-bull-bora-hansgrohe",
    ),
    trap(
        "a singer's producer and a velodrome",
        "The singer cancelled her album and her gigs with a broken wrist. Her producer, Robert Millar, put the drums down "
        "without her. The video was filmed in a velodrome, and she will play The Tour in eleven cities.",
        "",
    ),
    trap(
        "squads of the young under a sponsor's name",
        "Visma-Lease a Bike Development have won their first race of the year. Two riders of the Lidl-Trek Future Racing "
        "squad chased, a Soudal Quick-Step Devo Team duo behind them. Groupama-FDJ's Conti side had punctures, the "
        "under-23 team of Alpecin-Deceuninck too. The Cofidis team of the professionals looked on.",
        "team/cofidis",
    ),
    trap(
        "the Olympics with their article",
        "Harrie Lavreysen won the keirin in the velodrome. The Olympics end on Sunday.",
        "rider/harrie-lavreysen race/olympic-games",
    ),
    trap(
        "a squad by its nation, a rider by his",
        "Tom Boonen rode for Quick-Step-Davitamon. Before that there was Mapei, the Italian squad.\n"
        "Trek's American hope Quinn Simmons has said no to EF Education-EasyPost.",
        "rider/tom-boonen team/soudal-quick-step team/mapei team/lidl-trek rider/quinn-simmons team/ef-education-easypost",
        "2024-08-08",
    ),
    trap(
        "school games with a jersey for a prize",
        "The school games had a high jump, a relay and a criterium on scooters. The prize, a jersey of Remco Evenepoel's, "
        "went to Jasper De Buyst, who stopped to help a girl. Greg Van Avermaet could not come: he had a race to comment.",
        "rider/remco-evenepoel rider/greg-van-avermaet",
    ),
    trap(
        "a cross of the World Cup and the championships after it",
        "Tom Pidcock won the World Cup cross at Hulst from Eli Iserbyt. He will be at the world championships at the end "
        "of the month; Wout van Aert will not.",
        "rider/tom-pidcock rider/eli-iserbyt rider/wout-van-aert race/uci-cyclo-cross-world-cup "
        "race/uci-cyclo-cross-world-championships",
        "2022-01-03",
    ),
    trap(
        "a World Cup that is not the road's, and championships of nobody knows what",
        "Tom Pidcock was third in the World Cup behind Eli Iserbyt and Michael Vanthourenhout. The riders meet again at the "
        "world championships.",
        "rider/tom-pidcock rider/eli-iserbyt rider/michael-vanthourenhout",
        "2022-01-03",
    ),
    trap(
        "the three Grand Tours in the news of business",
        "The supermarket chain announced that it would stop; a maker of software takes the place of its shops in the peloton. Its shares and "
        "profits fell.\nSepp Kuss, Primoz Roglic and Jonas Vingegaard had won the Vuelta, the Giro and the Tour in one year. "
        "Roglic leaves for Bora-Hansgrohe.",
        "rider/sepp-kuss rider/primoz-roglic rider/jonas-vingegaard race/vuelta-a-espana race/giro-d-italia "
        "race/tour-de-france team/red-bull-bora-hansgrohe",
        "2023-12-04",
    ),
    trap(
        "races and squads as Americans call them",
        "Andrew Talansky of Team Garmin starts the Amgen Tour as leader. At the Tour of Romandy and the Tour of Andalusia "
        "Quickstep were stronger.",
        "rider/andrew-talansky team/ef-education-easypost race/tour-of-california race/tour-de-romandie "
        "race/vuelta-a-andalucia team/soudal-quick-step",
        "2013-05-12",
    ),
    trap(
        "a trade that no rider has",
        "Forty colleagues of the late Paul Martens, a surveyor from Kassel, rode to the Alps in nine days. The former "
        "professional Jens Voigt joined the riders for the Harz, and talked of his time trials in the Tour de France.",
        "rider/jens-voigt race/tour-de-france",
    ),
    trap(
        "a name that many bear, and a word for any rider",
        "Paul Martens, a finisher of fifteen Grand Tours, stops. The peloton of the Tour de France will miss Martens.",
        "rider/paul-martens race/tour-de-france",
        "2021-06-01",
    ),
    trap(
        "moves told in few words",
        "Richard Carapaz goes from Movistar to Ineos; Nairo Quintana is off to Arkea-Samsic, and Mikel Landa to Bahrain.",
        "rider/richard-carapaz rider/nairo-quintana rider/mikel-landa team/movistar-team team/ineos-grenadiers "
        "team/arkea-b-b-hotels team/bahrain-victorious",
        "2019-08-01",
    ),
    trap(
        "a flight is no move",
        "Richard Carapaz of Movistar won the stage. Mikel Landa flew from Bilbao to Bahrain, and the peloton went home.",
        "rider/richard-carapaz rider/mikel-landa team/movistar-team",
        "2019-08-01",
    ),
    trap(
        "a guide to television in the month of the Tour",
        "Bradley Wiggins rides on a motorbike at the Tour de France. On Friday there is a film with Sean Bennett as a "
        "burglar, on Saturday a concert by Chris Hamilton. Dan Martin reads his story of Liège-Bastogne-Liège.",
        "rider/bradley-wiggins rider/dan-martin race/tour-de-france race/liege-bastogne-liege",
        "2022-06-30",
    ),
    trap(
        "squads in the words of a race report",
        "Nairo Quintana lost two minutes; Movistar no longer have a leader. Alberto Contador, with Trek, was dropped. BMC "
        "will count on Richie Porte. Levi Leipheimer and Chris Horner are here.",
        "rider/nairo-quintana rider/alberto-contador rider/richie-porte rider/levi-leipheimer rider/christopher-horner "
        "team/movistar-team team/lidl-trek team/ccc-team",
        "2017-07-13",
    ),
    trap(
        "the designer of a lamp who comes from a maker of computers",
        "Their first investor, Greg Van Avermaet, won the Olympic road race. Chief designer Daniel Martinez left Garmin to "
        "join. A test at the Tour of Flanders convinced 200 riders.",
        "rider/greg-van-avermaet race/olympic-games race/tour-of-flanders",
        "2022-09-19",
    ),
    trap(
        "the daughter of a winner",
        "Sonny Colbrelli won Paris-Roubaix. Zoë Bäckstedt, the daughter of Magnus, is 17; the son of Mario is older.",
        "rider/sonny-colbrelli rider/zoe-backstedt rider/magnus-backstedt race/paris-roubaix",
        "2021-10-04",
    ),
)
