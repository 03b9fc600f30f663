"""Words of dates by language → their numbers: made by `make_lexicon` from dateparser's data, not by hand.

MONTHS: 1 to 12. WEEKDAYS: 0 (Monday) to 6. A comma parts the words of one number from those of the next.
"""

from __future__ import annotations


def _numbered(tables: dict[str, str], first: int) -> dict[str, dict[str, int]]:
    """Language → word → number; in the tables the words of each number, from the first one on."""
    return {
        language: {
            word: n for n, words in enumerate(table.split(","), first) for word in words.split()
        }
        for language, table in tables.items()
    }


MONTHS = _numbered(
    {
        "cy": """ion ionawr, chw chwef chwefror, maw mawrth, ebr ebrill, mai, meh mehefin, gor gorff gorffennaf,
            awst, medi, hyd hydref, tach tachwedd, rhag rhagfyr""",
        "de": """jan januar jänner, feb feber februar, mrz mär märz, apr april, mai, jun juni, jul juli, aug august,
            sep sept september, okt oktober, nov november, dez dezember""",
        "en": """jan january, feb february, mar march, apr april, may, jun june, jul july, aug august, sep sept
            september, oct october, nov november, dec december""",
        "es": """ene enero, feb febrero, mar marzo, abr abril, may mayo, jun junio, jul julio, ago agosto, sep sept
            septiembre set setiembre, oct octubre, nov noviembre, dic diciembre""",
        "fr": """jan janv janvier, fév févr février, mars, avr avril, mai, juin jun, juil juillet jul, aoû août, sep
            sept septembre, oct octobre, nov novembre, déc décembre""",
        "it": """gen gennaio, feb febbraio, mar marzo, apr aprile, mag maggio, giu giugno, lug luglio, ago agosto,
            set settembre, ott ottobre, nov novembre, dic dicembre""",
        "nl": """jan januari, feb februari, maart mrt, apr april, mei, jun juni, jul juli, aug augustus, sep
            september, okt oktober, nov november, dec december""",
        "pt": """jan janeiro, fev fevereiro, mar março, abr abril, mai maio, jun junho, jul julho, ago agosto,
            septembro set setembro, out outubro, nov novembro, dez dezembro""",
    },
    first=1,
)

WEEKDAYS = _numbered(
    {
        "cy": """llun, maw mawrth, mer mercher, iau, gwe gwen gwener, sad sadwrn, sul""",
        "de": """mo mon montag, di die dienstag, mi mit mittwoch, do don donnerstag, fr fre freitag, sa sam samstag,
            so son sonntag""",
        "en": """mo mon monday, tu tue tues tuesday, we wed wednesday, th thu thursday, fr fri friday, sa sat
            saturday, su sun sunday""",
        "es": """lu lun lunes, mar martes, mi mié miércoles, ju jue jueves, vi vie viernes, sa sáb sábado, do dom
            domingo""",
        "fr": """lu lun lundi, ma mar mardi, me mer mercredi, je jeu jeudi, ve ven vendredi, sa sam samedi, di dim
            dimanche""",
        "it": """lun lunedì, mar martedì, mer mercoledì, gio giovedì, ven venerdì, sab sabato, dom domenica""",
        "nl": """ma maandag, di dinsdag, wo woensdag, do donderdag, vr vrijdag, za zaterdag, zo zondag""",
        "pt": """seg segunda, ter terça, qua quarta, qui quinta, sex sexta, sab sáb sábado, dom domingo""",
    },
    first=0,
)
