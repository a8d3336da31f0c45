"""The marks inside a paper's text that say what must be found there.

    [[case_open 2022-08-02|2022年8月2日]]          an event; several codes with "+"
    [[@当事人|青禾县某某食品店]]                     a party in a role
    [[#|青食监罚〔2022〕15号]]                      the paper's own number

The marks are the hand-made truth; the words after "|" are what is printed.
"""

import re
from dataclasses import dataclass

MARK = re.compile(r"\[\[([^|\[\]]*)\|([^\[\]]*)\]\]")
HAND = re.compile("[«»]")


@dataclass(frozen=True)
class Truth:
    """What a person finds in the paper; each pair once, in reading order."""

    events: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    number: str | None


def strip(text: str) -> str:
    """The printed text, marks taken off (handwriting signs stay: they are layout)."""
    return MARK.sub(lambda found: found[2], text)


def truth(text: str) -> Truth:
    """Events, parties and number marked in `text`."""
    events: dict[tuple[str, str], None] = {}
    parties: dict[tuple[str, str], None] = {}
    number: str | None = None
    for found in MARK.finditer(text):
        sign, words = found[1].strip(), HAND.sub("", found[2])
        if sign == "#":
            number = words
        elif sign.startswith("@"):
            parties[sign[1:], words] = None
        else:
            codes, day = sign.split()
            events.update({(code, day): None for code in codes.split("+")})
    return Truth(tuple(events), tuple(parties), number)
