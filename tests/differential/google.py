#!/usr/bin/env python3
"""What Google's numbering metadata says, by way of PyPI `phonenumbers`.

    google.py verdicts          reads a text a line, answers a verdict a line: `E164 kind`, `unreadable`, `not-in-plan`
    google.py plan > plan.txt   writes the Italian plan, prefix by prefix, without a single number

Called by tests/differential/run, which makes the environment it needs.
"""

import sys

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "landline",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.TOLL_FREE: "toll_free",
}


def verdict(text):
    """As `PhoneNumber::parse` is to answer: a person in Italy wrote it, and an extension is no number."""
    try:
        number = phonenumbers.parse(text.strip(), "IT")
    except NumberParseException:
        return "unreadable"
    if not phonenumbers.is_valid_number(number) or number.extension:
        return "not-in-plan"
    kind = "foreign" if number.country_code != 39 else KINDS.get(phonenumbers.number_type(number), "special")
    return f"{phonenumbers.format_number(number, PhoneNumberFormat.E164)} {kind}"


# --- The plan ---------------------------------------------------------------------------------------------------

# What follows a prefix when a number is made of it; the suite fills in the same. Put together when needed and never
# written down: it may be somebody's.
FILLERS = ["0123456789012", "9876543210987", "1111111111111", "5555555555555", "0000000000000", "9999999999999"]
LENGTHS = range(4, 14)
LETTERS = {"mobile": "M", "landline": "L", "voip": "V", "toll_free": "T", "special": "S", "not-in-plan": "-", "unreadable": "-"}
DEPTH = 4


def letters(prefix):
    """A letter a length: what numbers of that prefix are, `?` where it depends on what follows."""
    row = ""
    for length in LENGTHS:
        found = {LETTERS[verdict(f"+39{prefix}{filler[:length - len(prefix)]}").split()[-1]] for filler in FILLERS}
        row += found.pop() if len(found) == 1 else "?"
    return row


def subtree(prefix, depth):
    """The rows below a prefix, as few as say all."""
    if len(prefix) == depth:
        return [(prefix, letters(prefix))]
    rows = [row for digit in "0123456789" for row in subtree(prefix + digit, depth)]
    own = letters(prefix) if prefix else None
    if len(rows) == 10 and len({row for _, row in rows}) == 1 and rows[0][1] == own:
        return [(prefix, own)]
    return rows


def plan():
    print(f"# The Italian numbering plan by prefix, from phonenumbers {phonenumbers.__version__} (Apache-2.0).")
    print("# Made by `tests/differential/run --write`. A letter a length, from 4 digits to 13: M mobile, L landline,")
    print("# V VoIP, T toll-free, S another service, - none, ? it depends on what follows.")
    for prefix, row in subtree("", DEPTH):
        if set(row) != {"-"}:
            print(f"{prefix} {row}")


def main():
    if sys.argv[1:] == ["verdicts"]:
        for line in sys.stdin:
            sys.stdout.write(verdict(line.rstrip("\n")) + "\n")
    elif sys.argv[1:] == ["plan"]:
        plan()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", newline="\n")
    main()
