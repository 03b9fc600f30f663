"""A label and what stands below it → the lines of its list: people, audience, objectives."""

from __future__ import annotations

import re
from itertools import islice

from spiders.reading.block import Block
from spiders.reading.boxes import Node
from spiders.reading.labels import Label, Sheet
from spiders.reading.persons import is_name, names_person, persons_in, tells_affiliation
from spiders.reading.postal import CITY_CODE

FEWEST_AIMS = 2
"""Items of a list without a label that begin like aims, right behind the speakers; elsewhere one more."""
MAX_ITEMS = 150
"""Lines of one list; the longest list of speakers seen has 74."""

_END = frozenset(
    """audience objectives price booking date time agenda deadline status cpd accessibility posted venue organiser
    speakers""".split()
)
_LIST_SPLIT = re.compile(r"; ?|,(?![^(]{0,80}\)) ?")
_PARTS = re.compile(
    r"(?i)(?:(?:confirmed|our|opening|closing) )?(?:discussant|facilitator|keynote(?: speaker)?|panell?ist|respondent"
    r"|(?:panel |session )?moderator|co-chair)s?"
)
_FIRST_WORDS = re.compile(r"\n[^\w\n]*([a-z]+)")
_FIRST_WORD = re.compile(r"\W*([A-Za-z]+)")


def is_aim(text: str, sheet: Sheet) -> bool:
    """Whether a line begins with a word that aims begin with ("Review", "Understand")."""
    found = _FIRST_WORD.match(text[:60])
    return found is not None and found[1].lower() in sheet.page.words.aims


def items(sheet: Sheet, label: Label) -> tuple[tuple[str, ...], set[int]]:
    """The lines of a plain list (audience, objectives), and the blocks they stand in."""
    below = _listed_below(sheet, label)
    if len(label.value) > 2:
        if below and label.value.endswith(":"):
            return tuple(block.text for block in below), {block.index for block in below}
        parts = [part.strip(" .") for part in _LIST_SPLIT.split(label.value) if part.strip(" .")]
        return (tuple(parts) if len(parts) > 2 else (label.value,)), {label.index}
    lines = below or _plain_below(sheet, label)
    return tuple(block.text.strip(" ;") for block in lines), {block.index for block in lines}


def _listed_below(sheet: Sheet, label: Label) -> list[Block]:
    """The list that follows a label, at most two lines of introduction between."""
    out: list[Block] = []
    for block in _section(sheet, label):
        if _in_list(block):
            if out and block.group != out[0].group:
                break
            out.append(block)
        elif out or block.index > label.index + 3:
            break
    return out


def _plain_below(sheet: Sheet, label: Label) -> list[Block]:
    """Short lines, or one paragraph, below a label."""
    out: list[Block] = []
    for block in _section(sheet, label):
        if len(block.text) > 160:
            return out or [block]
        if block.dates or block.linked or (block.text.endswith(":") and not out):
            break
        out.append(block)
        if block.text.endswith(".") and len(block.text) > 70:
            break
    return out


def _section(sheet: Sheet, label: Label, *, people: bool = False) -> list[Block]:
    """The blocks below a label up to the next label, heading of the same rank or foreign heading.

    Of `people`, a line set in bold is no heading, and what names a person ends nothing.
    """
    own = sheet.blocks[label.index]
    ranks = range(1, min(own.level or 8, 6 if people else 7) + 1)
    out = []
    for block in sheet.blocks[label.index + 1 : label.index + 1 + MAX_ITEMS]:
        person = people and names_person(block.text, sheet.page.words)
        said = sheet.fields.get(block.index)
        if said in _END or ((said == "chair" or block.level in ranks) and not person):
            break
        foreign = block.level or (block.linked and not people)
        if foreign and sheet.page.words.stop.match(block.text):
            break
        if block.side and not own.side:
            break
        out.append(block)
    return out


def _in_list(block: Block) -> bool:
    """Whether the block is a list item or stands inside one (`<li><p>…`)."""
    return block.tag == "li" or list_item(block) is not None


def list_item(block: Block) -> Node | None:
    """The `<li>` that holds the block, at most three levels up."""
    around = block.node.around() if block.node is not None else ()
    return next((node for node in islice(around, 4) if node.tag == "li"), None)


def aims_without_label(sheet: Sheet) -> list[Block]:
    """A list that no label announces but whose items begin like aims."""
    words = _FIRST_WORDS.findall(f"\n{sheet.page.lines.text}")
    if sum(map(sheet.page.words.aims.__contains__, words)) < FEWEST_AIMS:
        return []
    aims = [block.index for block in sheet.blocks if is_aim(block.text, sheet)]
    best: list[Block] = []
    end = 0
    for line in aims:
        run = _run(sheet, line) if line >= end else []
        end = run[-1].index + 1 if run else end
        hits = sum(line <= aim < end for aim in aims) if run else 0
        best = max(best, run if _are_aims(run, hits, sheet) else [], key=len)
    return best


def _run(sheet: Sheet, line: int) -> list[Block]:
    """The free items of one list around a line; [] where it is none."""
    blocks = sheet.blocks

    def goes_on(at: int) -> bool:
        block = blocks[at]
        free = block.group == blocks[line].group and not block.side and at not in sheet.used
        return free and _in_list(block)

    if not goes_on(line):
        return []
    low = next((at + 1 for at in range(line - 1, -1, -1) if not goes_on(at)), 0)
    high = next((at for at in range(line + 1, len(blocks)) if not goes_on(at)), len(blocks))
    return list(blocks[low:high])


def _are_aims(run: list[Block], hits: int, sheet: Sheet) -> bool:
    """Whether the items of a list are aims: enough of them begin like aims, and they are no single words."""
    between = bool(run) and _follows_people(run[0], sheet) and hits >= FEWEST_AIMS
    enough = between or (hits >= 3 and hits >= 0.6 * len(run))
    return enough and len(run) >= 2 and sum(len(block.text) for block in run) > 20 * len(run)


def _follows_people(block: Block, sheet: Sheet) -> bool:
    """Whether a list begins right behind the speakers: there it needs fewer words to be the aims."""
    return block.index > 0 and block.index - 1 in sheet.used


def people(sheet: Sheet, label: Label) -> tuple[str, ...]:
    """One line per person below or beside a label; marks the blocks as used."""
    words = sheet.page.words
    lines: list[str] = []
    part = _part(sheet.blocks[label.index], label)
    if label.value:
        named = [line for line in persons_in(label.value, words) if names_person(line, words)]
        lines.extend(part + line for line in named)
        if lines:
            sheet.used.add(label.index)
    if label.field == "chair" and lines:
        return tuple(lines)
    for entry in _entries(sheet, label):
        told = persons_in(", ".join(block.text.strip(" ,;") for block in entry), words)
        lines.extend(line if ":" in line else part + line for line in told)
        sheet.used.update(block.index for block in entry)
        if label.field == "chair":
            break
    return tuple(dict.fromkeys(lines))


def _part(own: Block, label: Label) -> str:
    """The part that a label gives those it names: "Discussant: "; "" where it says no more than that they speak."""
    words = own.text.removesuffix(label.value).strip(" :–—-")
    return f"{words}: " if _PARTS.fullmatch(words) else ""


def _entries(sheet: Sheet, label: Label) -> list[list[Block]]:
    """The blocks of a people section, one list per person: name first, then role and organisation."""
    words = sheet.page.words
    out: list[list[Block]] = []
    misses = 0
    for block in _section(sheet, label, people=True):
        if names_person(block.text, words) and not CITY_CODE.search(block.text):
            out.append([block])
            misses = 0
        elif out and _belongs(out[-1], block, sheet):
            out[-1].append(block)
        elif out and is_aim(block.text, sheet) and _in_list(block):
            break
        elif out and _in_one_list(out[-1][0], block):
            out.append([block])  # a list of people stays one, whatever this name looks like
        else:
            misses += 1
            if misses > (6 if out else 3):
                break
    return [part for part in out if len(part) > 1 or _alone(part[0], sheet, label)]


def _in_one_list(first: Block, second: Block) -> bool:
    return first.tag == second.tag == "li" and first.group == second.group


def _alone(block: Block, sheet: Sheet, label: Label) -> bool:
    """A bare name counts under a label of people; a bare heading of two capitalised words need not be one."""
    below = not block.heading or sheet.blocks[label.index].heading
    return below or not is_name(block.text, sheet.page.words)


def _belongs(entry: list[Block], block: Block, sheet: Sheet) -> bool:
    """Whether a line goes on about the person of the entry: same list item or row, else a short affiliation."""
    first = entry[0]
    if len(block.text) > 220 or len(entry) > 3:
        return False
    if first.row and first.row == block.row and first.tag in ("td", "th"):
        return True
    holder = list_item(first)
    if holder is not None:
        return holder is list_item(block) and len(block.text) <= 140
    if first.tag == "li" or block.tag == "li" or not is_name(first.text, sheet.page.words):
        return False
    long = 90 if block.text.endswith((".", "!", "?")) else 140
    told = len(entry) > 1 or tells_affiliation(block.text, sheet.page.words)
    return len(block.text) <= long and told
