"""The words of a site's menu, and where a menu that opens a line ends."""

from __future__ import annotations

import re
from typing import NamedTuple

_SITE = (
    "skip to content, skip to main content, skip to navigation, jump to content, open menu, close menu, close, "
    "toggle navigation, search, search site, log in, login, log out, sign in, sign up, register, subscribe, "
    "subscribe now, my account, account, my profile, newsletter, newsletters, join now, become a member, donate, "
    "inloggen, aanmelden, registreren, abonneren, abonnee worden, word abonnee, zoeken, zoek, nieuwsbrief, "
    "mijn account, naar de inhoud, sluiten, anmelden, einloggen, registrieren, abonnieren, abo, suche, suchen, "
    "mein konto, zum inhalt springen, schließen, se connecter, connexion, s'abonner, abonnez-vous, s'inscrire, "
    "rechercher, recherche, mon compte, aller au contenu, fermer, accedi, registrati, abbonati, cerca, "
    "il mio account, vai al contenuto, chiudi, iniciar sesión, suscríbete, suscribirse, regístrate, registrarse, "
    "buscar, mi cuenta, ir al contenido, cerrar, entrar, iniciar sessão, assinar, assine, pesquisar, minha conta, "
    "ir para o conteúdo, fechar, log ind, søg, logg inn, søk, logga in, sök, zaloguj, szukaj, přihlásit, hledat"
)
_FRONT = (
    "home, homepage, front page, startpagina, voorpagina, startseite, accueil, inicio, início, portada, forside, "
    "hem, hjem, strona główna, úvod, menu, main menu"
)
_RACES = (
    "tour de france, tour de france femmes, giro, giro d'italia, giro d'italia women, vuelta, vuelta a españa, la "
    "vuelta, vuelta femenina, paris-roubaix, tour of flanders, milan-sanremo, strade bianche, liège-bastogne- "
    "liège, amstel gold race, the tour, tour, classics, spring classics, monuments, world championships, worlds, "
    "olympics"
)
_SECTIONS = (
    "exclusive, premium, breaking, news, latest news, latest, race news, racing, races, race, road, road cycling, "
    "track, mountain bike, mtb, cyclocross, cyclo-cross, gravel, bmx, women, men, women's, men's, womens, mens, "
    "women's cycling, tech, gear, reviews, review, features, feature, opinion, analysis, interviews, interview, "
    "results, result, calendar, fixtures, live, live coverage, race report, race reports, report, reports, preview, "
    "previews, riders, teams, transfers, rankings, standings, startlists, start lists, videos, video, photos, "
    "gallery, galleries, podcast, podcasts, forum, shop, store, deals, training, fitness, nutrition, culture, "
    "history, magazine, events, about, about us, contact, contact us, advertise, jobs, help, faq, more, all, "
    "trending, popular, sport, sports, cycling, football, tennis, cricket, formula 1, golf, rugby, athletics, "
    "business, politics, world, weather, lifestyle, travel, facebook, twitter, instagram, youtube, rss, nieuws, "
    "uitslagen, kalender, wielrennen, wedstrijden, renners, ploegen, veldrijden, baanwielrennen, vrouwen, mannen, "
    "meer, over ons, webshop, winkel, columns, verslagen, voorbeschouwing, klassementen, start, nachrichten, "
    "aktuelles, ergebnisse, radsport, rennen, fahrer, mannschaften, frauen, männer, technik, termine, tests, mehr, "
    "über uns, kontakt, actualités, actualité, actus, résultats, calendrier, cyclisme, courses, coureurs, équipes, "
    "femmes, hommes, classements, matériel, boutique, vidéos, plus, à propos, route, piste, notizie, ultime notizie, "
    "risultati, calendario, ciclismo, corse, corridori, squadre, donne, uomini, classifiche, negozio, chi siamo, "
    "contatti, strada, pista, altro, noticias, resultados, carreras, corredores, equipos, mujeres, hombres, "
    "clasificaciones, tienda, quiénes somos, contacto, carretera, más, notícias, calendário, corridas, ciclistas, "
    "equipas, equipes, mulheres, homens, classificações, loja, sobre nós, contato, estrada, mais, nyheder, "
    "resultater, cykling, nyheter, sykkel, resultat, aktualności, wyniki, kolarstwo, kalendarz, zprávy, výsledky, "
    "cyklistika, kalendář"
)


def _one_of(phrases: str) -> str:
    known = sorted(sorted({p.strip() for p in phrases.split(",")}), key=len, reverse=True)
    return "|".join(re.escape(p).replace("'", "['’]") for p in known)


_OPENING = frozenset("all more live plus start mehr meer más mais altro".split())
"""Items that open a sentence as well: "More Vos wins" may be a menu's last word or the headline's first."""
_SUBJECTS = _OPENING | frozenset(
    "women men women's men's race races road track sport sports cycling football tennis golf world tech gravel "
    "history culture vrouwen mannen frauen männer femmes hommes donne uomini mujeres hombres mulheres homens "
    "rennen route piste strada pista courses ciclismo cyclisme wielrennen radsport".split()
)
"""Items that may be a lead's first word before a name: "Cycling Ireland has …"."""
_GAP = r"[\s|>/·•»›☰✕×&+\-–—]*"
_ENDS = r"(?=\s|$)"
_ITEM = re.compile(
    rf"{_GAP}(?P<item>(?P<site>(?i:{_one_of(_SITE)}))|(?P<front>(?i:{_one_of(_FRONT)}))|(?P<race>(?i:{_one_of(_RACES)}))|"
    rf"(?i:{_one_of(_SECTIONS)})|EN|FR|NL|DE|ES|IT|PT){_ENDS}"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_FRONT_ITEM = re.compile(rf"(?<!\S)(?:(?i:{_one_of(_FRONT)}|skip to (?:main )?content)){_ENDS}")
_SITE_ITEM = re.compile(rf"(?<!\S)(?:(?i:{_one_of(_SITE)})){_ENDS}")
MAX_UNKNOWN_WORDS = 12  # of a menu's own: "Kids' races", the names of a paper's columns


class Menu(NamedTuple):
    """What of a line is a site's menu.

    `by_site`: an item of the site itself ("Log in") ends it, and no more menu is to be expected. `is_sure`: it holds
    such an item or the front page's name; sections alone may be the heading of a list of results. `by_race`: a race's
    name ends it, which may be the headline's own.
    """

    start: int = 0
    end: int = 0
    by_site: bool = False
    is_sure: bool = False
    by_race: bool = False
    items: int = 0
    last: str = ""

    @property
    def may_go_on(self) -> bool:
        """Whether its last item may be the headline's first word."""
        return self.last in _OPENING


def read_menu(text: str, *, before_lead: bool = False) -> Menu:
    """Return the menu that opens `text`, or the first one behind a notice such as a cookie banner's.

    `before_lead`: what follows may be a sentence, and an item that may be its first word stays with it.

    >>> read_menu("Home News Letters Log in Vos wins again")
    Menu(start=0, end=24, by_site=True, is_sure=True, by_race=False, items=3, last='log in')
    >>> read_menu("Home News Tech giants sponsor the race")
    Menu(start=0, end=9, by_site=False, is_sure=True, by_race=False, items=2, last='news')
    """
    menu = _run(text, 0, before_lead)
    for item in () if menu.end else _FRONT_ITEM.finditer(text):
        behind = _run(text, item.start(), before_lead)
        if item.group()[0].isupper() and len(text[item.start() : behind.end].split()) > len(item.group().split()):
            menu = behind
            break
    while menu.end and (more := _next_site_item(text, menu.end)):
        menu = _run(text, more, before_lead)._replace(start=menu.start, is_sure=True, items=menu.items + 1)
    return menu


def _run(text: str, at: int, before_lead: bool) -> Menu:
    """Return the menu as far as known items follow each other from `at` on."""
    run = [Menu(at, at)]
    end = at
    while (match := _ITEM.match(text, end)) and match["item"][0].isupper():
        end = match.end()
        is_sure = run[-1].is_sure or bool(match["site"] or match["front"])
        run.append(Menu(at, end, bool(match["site"]), is_sure, bool(match["race"]), len(run), match["item"].lower()))
    if len(run) > 1 and _goes_on(text, run[-1].end):
        run.pop()
        while len(run) > 1 and (run[-1].by_race or _goes_on(text, run[-1].end)):
            run.pop()
    while before_lead and len(run) > 1 and (run[-1].by_race or run[-1].last in _SUBJECTS):
        run.pop()
    return run[-1] if len(run) > 1 else Menu()


def _goes_on(text: str, at: int) -> bool:
    """Tell whether an item is the headline's own first word: "Tech giants sponsor …", "Tour de France 2025: …"."""
    rest = text[at:].lstrip()
    return rest[:1].islower() or bool(_YEAR.match(rest))


def _next_site_item(text: str, at: int) -> int | None:
    """Return where the next item of the site itself begins, if nothing but other items, all capitals, is between."""
    for match in _SITE_ITEM.finditer(text, at):
        between = text[at : match.start()].split()
        if not match.group()[0].isupper() or text[match.end() :].lstrip()[:1].islower():
            continue
        fits = len(between) <= MAX_UNKNOWN_WORDS and not any(word[:1].islower() for word in between)
        return match.start() if fits else None
    return None
