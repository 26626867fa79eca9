"""What may belong to a person is hidden in what readers write, before it is kept."""

import re

HIDDEN = "▇▇▇"

# A resident's number has 18 signs, the last perhaps an X; a bank card 13 to 19 digits.
_CARD = re.compile(r"(?<![\w])\d(?:[ -]?\d){12,17}[\dXx]?(?!\w)")
# One or two letters and seven to nine digits: passports, permits, visas.
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,9}(?!\w)")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A mobile telephone in mainland China, or a number with any other country's code.
_MOBILE = re.compile(
    r"(?<!\d)(?:(?:\+|00)86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)"
    r"|(?<![\w+])(?:\+|00)(?!86)[1-9]\d{0,2}(?:[ ()-]*\d){6,12}(?!\d)"
)


def masked(text: str, *, contacts_stay: bool = False) -> str:
    """Hide numbers of papers and cards, mailboxes and private telephones in a text.

    A landline of Beijing, a hotline and a price stay. `contacts_stay` is for a remark that
    is about a contact: there the right number is what staff need to read.
    """
    patterns = [_CARD, _DOCUMENT] if contacts_stay else [_MAILBOX, _MOBILE, _CARD, _DOCUMENT]
    for pattern in patterns:
        text = pattern.sub(HIDDEN, text)
    return text
