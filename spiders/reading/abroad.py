"""Words of dates and clock times on pages in Welsh, German, French, Spanish, Italian, Dutch and Portuguese.

One table for all seven: no name of a month means another one elsewhere, and a page may speak two of them. Pages in
English are never searched for these words.
"""

from __future__ import annotations

import re

LANGUAGES = frozenset({"cy", "de", "fr", "es", "it", "nl", "pt"})

_MONTHS = """
    january januar jänner janvier enero gennaio januari janeiro janv jan ene genn gen ionawr
    february februar feber février fevrier febrero febbraio februari fevereiro févr fevr febbr feb fév fev chwefror
    march märz maerz mars marzo maart março mrz mär mrt mar mawrth
    april avril abril aprile apr avr abr ebrill
    may mai mayo maggio mei maio magg mag
    june juni juin junio giugno junho jun giu mehefin
    july juli juillet julio luglio julho juil jul lug gorffennaf
    august août aout agosto augustus aug ago awst
    september septembre septiembre setiembre settembre setembro sept sep sett set medi
    october oktober octobre octubre ottobre outubro oct okt ott hydref
    november novembre noviembre novembro nov tachwedd
    december dezember décembre decembre diciembre dicembre dezembro dec dez déc dic rhagfyr
"""
MONTHS = {
    name: number
    for number, names in enumerate(_MONTHS.strip().splitlines(), start=1)
    for name in names.split()
}
"""Every name of a month, and what it is cut to in print, → 1 to 12."""
SIGNS = tuple(sorted({name[:3] for name in MONTHS}))
"""How these names begin: three letters, one of which stands in every date with a month in words."""

_WEEKDAYS = """
    monday tuesday wednesday thursday friday saturday sunday mon tues tue wed thurs thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
    lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié jue vie sáb sab dom
    lunedì martedì mercoledì giovedì venerdì sabato domenica gio
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex
    llun mawrth mercher iau gwener sadwrn sul
"""


def _either(names: list[str]) -> str:
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return rf"(?:{longest})(?![^\W\d_])\.?"


MONTH = _either([*MONTHS])
WEEKDAY = _either(_WEEKDAYS.split()) + r",?(?: (?:den|le|el|il|op|dia|día))?"
TO = r"|bis\b|bis zum\b|und\b|et\b|au\b|y\b|al?\b|ed?\b|en\b|tot\b|t/m|à\b|até\b|ao\b|i\b|hyd\b|tan\b"
"""Words of "to" and "and" between two days."""
ORDINAL = r"|\.|er\b|º|ª"
OF = "de|di|del|d['’]"
CLOCK = (
    r"|\d{1,2}(?:[.:]\d\d)? ?(?:uhr|uur|heures?|horas|hs?|u|y[bhp])\b|\d{1,2} ?h ?\d\d(?!\d)"
    r"|(?:d?alle(?: ore)?|ore|las|às) \d{1,2}(?:[.:]\d\d)?(?!\d|[/.]\d)"
)
UNTIL = r"|bis|alle(?: ore)?|a las|al?|à|às|tot|y|até(?: às)?|hyd|tan"
HOUR = re.compile(r"[0-9](?= ?(?:[hu]|y[bhp]\b))|(?:alle|ore|las|às) (?=[0-9])")
"""What stands in every such clock time that no English page would have."""

_ENGLISH = frozenset(names.split()[0] for names in _MONTHS.strip().splitlines())
_LONG = "|".join(name for name in MONTHS if len(name) > 3 and name not in _ENGLISH)
DAY = re.compile(rf"[0-9](?:er|\.|º)? ?(?:de |di |d['’])?(?:{_LONG}|mai|mei)(?![^\W\d_])")
"""A day of the month by a name of some length: the sign by which words in no known language are seen to have dates."""
TIME = re.compile(r"[0-9] ?(?:uhr|uur|heures|horas|y[bh])\b|[0-9]h[0-9]|\b(?:ore|alle) [0-9]")
"""The same for a clock time."""
CONNECTING = frozenset(
    """uhr um von vom bis und den ab uur vanaf tot à et au du heures horas las los el del dalle alle ore dal al il
    ed y às dia día am dydd ddydd hyd""".split()
) | frozenset(name for name in _WEEKDAYS.split() if len(name) > 3)
"""Words of a line that says when and nothing else."""

INVITING = re.compile(
    r"\b(?:f[ia]nden?t? (?:\S+ ){0,12}statt|lädt|laden|veranstalte[tn]|nimmt am|öffnet|spricht am|beginnt|aura lieu"
    r"|auront lieu|se (?:tiendra|tient|déroulera)|organise(?:nt)?|invite(?:nt)?|convions|avrà luogo|in programma"
    r"|si (?:terrà|terranno|svolger\w+|svolge|tiene)|organizza(?:to|no)?|tendrán? lugar|se celebra(?:rán?)?|celebrará"
    r"|será impartida|organiza|organizado|vindt (?:\S+ ){0,12}plaats|organiseren|organiseert|nodigt|terá lugar"
    r"|realiza-se|cynhelir|cael ei g?ynnal)\b",
    re.IGNORECASE,
)
"""Words of a sentence that says that something will take place."""
NOISE = re.compile(
    r"(?i)\b(?:publiée?|veröffentlicht|pubblicat[oa]|publicad[oa]|gepubliceerd|geplaatst|geschreven|aktualisiert"
    r"|aggiornat[oa]|actualizad[oa]|mise? à jour|bis zum|(?:anmelde|einsende)schluss|anmeldung bis|avant le"
    r"|jusqu['’]au|date limite|au plus tard|entro il|fecha límite|antes del|uiterlijk|loi|gesetz|legge|decreto|ley"
    r"|wet|précédents|cyhoeddwyd|diweddarwyd|dyddiad cau|erbyn)\b"
)
"""Words beside a day on which something was published, decided, or closes."""
_BUILDING = (
    r"(?i:haus|halle|saal|rathaus|villa|hochschule|universität|akademie|campus|zentrum|bahnhof|hotel|bibliothek|museum"
    r"|kirche|salle|amphithéâtre|auditorium|université|école|faculté|maison|hôtel|mairie|musée|palais|sala|aula|teatro"
    r"|palazzo|biblioteca|mediateca|università|dependencias|salón|facultad|universidad|ayuntamiento|palacio|museo|zaal"
    r"|stadhuis|gemeentehuis|bibliotheek|universiteit|hogeschool|stiftung"
    r"|neuadd|n?[cg]h?anolfan|llyfrgell|m?ph?rifysgol)"
)
NAMED = re.compile(
    rf"{_BUILDING}\b|(?:straße|platz|gasse|straat|laan) \d|\b(?:[Rr]ue|[Vv]ia|[Cc]alle) (?:\S{1, 20} ){{1,5}}\d"
)
"""A building or a street in a line of its own."""
AT = re.compile(
    r"\b(?:[Ii]m|[Ii]n der|[Bb]eim|(?:à|dans) (?:la |l['’])|au|nell['’]|all['’]|nella|nel|alla"
    r"|presso (?:la |il |l['’])?|y(?:n|ng|m)|en (?:el|la)|in (?:het|de)|n[ao]) ?"
    rf"((?:[^\W\d_][\w’'.-]{{0,24}} ){{0,2}}?[\w-]{{0,24}}{_BUILDING}\b"
    r"(?: de [a-zà-ÿ]{3,12}(?= de))?(?: (?:(?:de(?:lla|ll?['’]|l| la| los| las)?|di|du|der|des|y|e"
    r"|et) ?)?[A-ZÀ-Ý][\w’'.-]{0,24}){0,5}(?:, [A-ZÀ-Ý][\w’'. -]{2,30} \d{1,4}\b)?)"
)
"""The place in such a sentence: a building with its names, and the street behind a comma."""
