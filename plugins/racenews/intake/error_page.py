"""What came in instead of a story: a server's error, a check of the browser, a wall of cookies, thanks, terms."""

from __future__ import annotations

import re

from racenews.folding import fold
from racenews.intake.lines import text_lines
from racenews.sentences import split_sentences

MAX_ERROR_CHARS = 4000  # error pages are short; what is longer has something else to say
HEAD_LINES = 4  # so far down a page that names the site first says what is wrong
MIN_STORY_WORDS = 8
TERMS_LINES = 2  # the name of the site may stand above the title of its terms
MIN_TERMS_SIGNS = 3  # a story may be headed "Terms and conditions" and speak of liability

# Each kind with what its pages say, folded; `^` and `$` are the ends of a line.
_SIGNS = {
    "a check of the browser": (
        r"checking your browser",
        r"(?:verify|confirm|prove|check) (?:that |if )?you(?:'re| are) (?:a |not a )?(?:human|robot)",
        r"are you a (?:robot|human)",
        r"enable javascript and cookies to continue",
        r"unusual traffic",
        r"ddos protection",
        r"^just a moment(?:\.\.\.|…)?$",
        r"\bcaptcha\b",
    ),
    "an error page: access denied": (
        r"^access denied$",
        r"access to this (?:page|site|website) (?:has been |is |was )?denied",
        r"\b40[13] (?:forbidden|unauthori[sz]ed)",
        r"^(?:error )?403\b",
        r"^forbidden$",
        r"don't have permission to access",
        r"you have been blocked",
    ),
    "an error page: the server failed": (
        r"(?:^|\berror )50[0234]\b",
        r"^(?:service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error)$",
        r"server encountered an (?:internal )?error",
        r"no server is available",
    ),
    "an error page: not found": (
        r"^404$",
        r"\b404 (?:[-–|:]|error|not found|page)",
        r"error 404",
        r"^(?:the )?(?:page|url|file|article|content) (?:was )?not found",
        r"(?:page|url|file|article|content) (?:was not|cannot be|can't be|could not be) found",
        r"page (?:that )?you(?:'re| are| were|'ve| have)? ?(?:looking|requested|after)",
        r"page does(?:n't| not) exist",
        r"nothing was found at this location",
        r"^(?:\w+[!.…]* ){0,2}404[!.]?$",
        r"(?:can't|cannot|can not|couldn't|could not|unable to) find (?:the|that|this|your) (?:page|url|article|file)",
        r"^(?:this|that|the) (?:page|link|url) (?:is|has) (?:broken|gone|missing|dead|expired|no longer|moved)\b",
        r"^(?:\w+ ?[!.…]* )?(?:diese |die )?seite (?:wurde |konnte )?(?:leider )?nicht (?:gefunden|verfügbar)",
        r"^(?:\w+ ?[!.…]* )?(?:cette |la )?page (?:est )?(?:introuvable|non trouvée|inexistante)",
        r"page n'existe (?:pas|plus)",
        r"^(?:\w+ ?[!.…]* )?(?:deze |de )?pagina (?:is |werd )?(?:niet gevonden|bestaat niet)",
        r"^(?:\w+ ?[!.…]* )?pagina (?:non trovata|inesistente)",
        r"pagina (?:cercata |richiesta )?non (?:esiste|è stata trovata)",
        r"^(?:\w+ ?[!.…]* )?página (?:no|não) (?:encontrada|existe)|página (?:no|não) (?:se ha |foi )?encontrad[ao]",
        r"^(?:\w+ ?[!.…]* )?siden (?:blev |kunne )?ikke (?:fundet|findes)|siden findes ikke",
    ),
    "the thanks page of a form": (
        (
            r"^(?:thank you|thanks|many thanks) for (?:subscribing|signing up|joining|registering|confirming|"
            r"contacting us|"
            r"getting in touch|your (?:subscription|registration|order|message|enquiry|donation|feedback|submission))\b"
        ),
        r"^(?:you are|you're) (?:now |all )?(?:subscribed|signed up|registered|on the list)\b",
        r"^(?:your )?(?:subscription|registration|email address|order) (?:is |has been |was )?(?:confirmed|complete)\b",
        (
            r"^(?:merci (?:de|pour) votre|vielen dank für (?:ihre|deine)|bedankt voor (?:je|uw)|gracias por (?:tu|su)|"
            r"grazie per la (?:tua|sua)|obrigad[oa] pela (?:sua|tua)|tak for din) "
            r"(?:inscription|abonnement|anmeldung|registrierung|bestellung|inschrijving|aanmelding|suscripción|"
            r"registro|"
            r"iscrizione|registrazione|subscrição|inscrição|tilmelding)\b"
        ),
    ),
    "a cookie wall": (
        r"^(?:we value your privacy|your privacy (?:is important|matters|choices)|before you continue)",
        r"we use cookies",
        r"partners (?:store|use)\b.{0,60}\b(?:information|cookies|device)",
    ),
}
_KINDS = {kind: re.compile("|".join(signs)) for kind, signs in _SIGNS.items()}
# What such pages go on to say.
_MORE_SIGNS = re.compile(
    r"(?:may|might|could) have (?:been )?(?:moved|removed|deleted|renamed)|requested url|was unable to complete|"
    r"security (?:service|solution|check)|automation tools|this server\b|\bray id\b|reference #|nginx|apache/|"
    r"cloudflare|(?:go|return|head) (?:back )?to (?:the |our )?(?:front|home|start|previous|last) ?page|"
    r"^(?:this|that|the) (?:link|page|url|address)\b|"
    r"startseite|page d'accueil|startpagina|home ?page|página (?:de inicio|inicial|principal)|pagina iniziale|forsiden|"
    r"(?:aufgerufene|gesuchte|gewünschte|angeforderte|angegebene) (?:seite|adresse)|page (?:demandée|recherchée)|"
    r"(?:opgevraagde|gezochte|gevraagde) pagina|pagina (?:richiesta|cercata)|página (?:solicitada|buscada|pedida)|"
    r"verschoben oder (?:gelöscht|entfernt)|déplacée ou supprimée|verplaatst of verwijderd|"
    r"spostata o (?:rimossa|eliminata)|(?:movida|movido) (?:o|ou) (?:eliminad|apagad|removid|borrad)[ao]"
)
_TERMS = re.compile(
    r"(?:our |website |general )?(?:terms(?: (?:and|&) conditions)?(?: of (?:use|service|sale|business))?|"
    r"privacy (?:policy|notice|statement)|cookies? (?:policy|notice|statement)|legal notice|"
    r"nutzungsbedingungen|agb|datenschutz(?:erklärung)?|impressum|mentions légales|politique de confidentialité|"
    r"conditions générales(?: (?:d'utilisation|de vente))?|algemene voorwaarden|gebruiksvoorwaarden|privacyverklaring|"
    r"aviso legal|política de (?:privacidad|privacidade|cookies)|términos y condiciones|"
    r"condiciones (?:de uso|generales)|"
    r"termos (?:de uso|e condições)|note legali|informativa sulla privacy|condizioni (?:generali|d'uso)|"
    r"privatlivspolitik|handelsbetingelser)(?: [|–—-] .*)?"
)
# What terms say, each counted once.
_OF_TERMS = tuple(
    map(
        re.compile,
        (
            (
                r"these (?:terms|conditions)|diese(?:r|n)? (?:bedingungen|nutzungsbedingungen|agb)|"
                r"présentes conditions|"
                r"deze voorwaarden|(?:estos|estes|estas) (?:términos|termos|condiciones|condições)|"
                r"(?:questi|presenti|queste) (?:termini|condizioni)"
            ),
            r"liab(?:le|ility)|haftung|responsabil|aansprakelijk|ansvar",
            r"jurisdiction|governed by|gerichtsstand|juridiction|tribuna(?:ux|l|les|li|is)\b|rechtbank",
            (
                r"(?:personal|your) (?:data|information)|personenbezogene|données personnelles|persoonsgegevens|"
                r"datos personales|dati personali|dados pessoais|personoplysninger"
            ),
            r"third part(?:y|ies)|dritte[nr]?\b|tiers\b|derden\b|terceros|terzi\b|terceiros|tredjepart",
            r"cookies?\b",
            (
                r"we (?:may|reserve|will not be|collect|process|store)|wir (?:erheben|verarbeiten|speichern|behalten)|"
                r"nous (?:collectons|nous réservons|traitons)|(?:wij|we) (?:verwerken|verzamelen|behouden)|"
                r"(?:recopilamos|tratamos|nos reservamos)|(?:raccogliamo|trattiamo|ci riserviamo)|(?:recolhemos|"
                r"coletamos)"
            ),
            (
                r"by using|use of (?:this|the|our) (?:web ?)?site|nutzung (?:dieser|unserer|"
                r"der) (?:web)?(?:site|seite)|"
                r"l'utilisation (?:du|de ce|de notre) site|gebruik van (?:deze|onze) (?:web)?site|"
                r"uso (?:de este|del|de|do) sitio"
            ),
            (
                r"intellectual property|copyright|urheberrecht|propriété intellectuelle|auteursrecht|"
                r"propiedad intelectual|"
                r"proprietà intellettuale|propriedade intelectual"
            ),
            r"gdpr|dsgvo|rgpd|\bavg\b|data (?:controller|protection)|datenschutzbeauftragte|hosting|hébergeur",
        ),
    )
)
_TO_READERS = re.compile(r"\b(?:you|your|you're|we|our|us)\b")


def name_error(text: str) -> str | None:
    """Return what kind of error page `text` is, None where it is none: where it tells of something as well.

    >>> name_error("404\\n\\nThe page you are looking for has moved.")
    'an error page: not found'
    """
    lines = [text[line.start : line.end] for line in text_lines(text)]
    if any(_TERMS.fullmatch(fold(line).strip(" .:#*")) for line in lines[:TERMS_LINES]) and _is_terms(text):
        return "a page of terms"
    if len(text.strip()) > MAX_ERROR_CHARS:
        return None
    head = [fold(line) for line in lines[:HEAD_LINES]]
    kind = next((name for name, sign in _KINDS.items() if any(map(sign.search, head))), None)
    return None if kind is None or any(map(_tells_a_story, lines)) else kind


def _is_terms(text: str) -> bool:
    folded = fold(text)
    return sum(bool(sign.search(folded)) for sign in _OF_TERMS) >= MIN_TERMS_SIGNS


def _tells_a_story(line: str) -> bool:
    """Tell whether a sentence in `line` is neither about an error nor said to the reader."""
    for start, end in split_sentences(line):  # before folding: where sentences end is told by capitals
        sentence = fold(line[start:end])
        if len(sentence.split()) < MIN_STORY_WORDS or sentence.rstrip("\"')")[-1:] not in (".", "!", "?"):
            continue
        if _TO_READERS.search(sentence) or _MORE_SIGNS.search(sentence):
            continue
        if not any(sign.search(sentence) for sign in _KINDS.values()):
            return True
    return False
