"""Check digits of the numbers that name persons and organisations (rules.md §8.3).

Unified social credit code: GB 32100—2015, 18 characters, weights 3^i mod 31. Identity number: GB 11643—1999, 18
characters, weights 2^i mod 11. Numbers of 15 digits (old identity, taxpayer, registration numbers) have none.
"""

import re
from datetime import date

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_IDENTITY_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_IDENTITY_CHECKS = "10X98765432"
# Letters the alphabet of credit codes lacks, and what they were printed as.
_REPAIRS = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "Y"}
# Characters that pictures confuse, both of which may stand in a code; letters among digits are digits.
_CONFUSED = {
    "8": "B",
    "B": "8",
    "0": "DQ",
    "D": "0",
    "Q": "0",
    "6": "G",
    "G": "6",
    "1": "L",
    "L": "1",
    "5": "",
    "7": "T",
    "T": "7",
}
_TO_DIGITS = str.maketrans("OoDQIlLZzSsBGg", "00001112255866")
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def credit_code_ok(code: str) -> bool:
    """Whether this is a unified social credit code with the right check character."""
    if not re.fullmatch(rf"[{CREDIT_ALPHABET}]{{18}}", code):
        return False
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(code, _CREDIT_WEIGHTS, strict=False))
    return CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def repaired_credit_code(code: str) -> str | None:
    """The code with misread characters as they must have been printed, if the check then agrees.

    Letters that cannot stand in a code are what they look like, as are letters in the district (characters 3 to 8); then one
    character that is often confused may be the other, if only one such change makes the check agree. None where nothing
    needs or bears repair.
    """
    code = code.upper()
    plain = "".join(_REPAIRS.get(c, c) for c in code)
    plain = plain[:2] + plain[2:8].translate(_TO_DIGITS) + plain[8:]
    if credit_code_ok(plain):
        return plain if plain != code else None
    changed = (
        plain[:i] + other + plain[i + 1 :] for i, c in enumerate(plain) for other in _CONFUSED.get(c, "")
    )
    right = [one for one in changed if credit_code_ok(one)]
    return right[0] if len(right) == 1 else None


def repaired_identity(number: str) -> str | None:
    """The identity number with letters read as the digits they look like, if it then holds; else None."""
    plain = number[:17].translate(_TO_DIGITS) + number[17:].upper()
    return plain if plain != number and identity_ok(plain) else None


def identity_ok(number: str) -> bool:
    """Whether this is an identity number: province, a date of birth a calendar has, check character."""
    number = number.upper()
    if not re.fullmatch(r"\d{17}[\dX]", number) or not _PROVINCE.match(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(number, _IDENTITY_WEIGHTS, strict=False))
    return _IDENTITY_CHECKS[total % 11] == number[17]


def bank_card_ok(number: str) -> bool:
    """Whether the digits pass the check of ISO/IEC 7812 (Luhn), as cards of 16 to 19 digits do."""
    if not re.fullmatch(r"\d{16,19}", number):
        return False
    doubled = (int(c) * (1 + i % 2) for i, c in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
