"""What may belong to a person is hidden in what readers write, before it is kept."""

import re

HIDDEN = "▇▇▇"

# Chinese keyboards have wide signs; they are the same figures and letters.
_WIDE = {ord("＠"): "@", ord("＋"): "+", ord("－"): "-", ord("．"): "."} | {
    code: chr(code - 0xFEE0)
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}


# What may stand between the name of a paper or an account and its number; it stays. Blanks
# follow a word of it: could each of two parts take them, a row of blanks would take hours.
_SAYS = r"""
    \s* (?:(?:no\.?|number|id|account|号码|账号|帐号|号) \s*)?
    (?:(?:is|是|为) \s*)? (?:[:：] \s*)?
"""
# Signs that nobody sees, which would divide a number.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])


def _pattern(text: str) -> re.Pattern:
    r"""Compile a pattern in which only Latin letters and figures make words.

    Chinese writes no blanks: a number ends, as \b has it, at the next Chinese sign.
    """
    flags = re.VERBOSE | re.IGNORECASE | re.ASCII
    return re.compile(text.replace("SAYS", _SAYS), flags)


_PAPERS = [
    # A resident's number has 18 signs, the last perhaps an X; a bank card 13 to 19 digits.
    # A telephone's code of a country is neither, nor a day with another one after it.
    _pattern(
        r"""(?<!\+) \b (?!00 | (?:19|20)\d\d[-.][01]\d[-.][0-3]\d\D)
        \d (?:[ .-]?\d){12,17} [\dX]? \b"""
    ),
    # Passports, permits, visas: letters and many figures.
    _pattern(r"\b (?: [A-Z]{1,2}\d{7,10} | [A-Z]{3}\d{12} ) \b"),
    # In Hong Kong the last sign stands in brackets.
    _pattern(r"\b [A-Z]{1,2}\d{6} [(（][\dA][)）]"),
    # Nine figures alone: a passport too, or an account.
    _pattern(r"\b [1-9]\d{8} \b"),
    # Of any country, right after the name of the paper.
    _pattern(
        r"""(?P<stays>(?:
            passport|permit|visa|护照|证件|身份证|签证|许可证?|居留证|通行证|台胞证
        ) SAYS)
        (?: (?=[A-Z]*\d) [A-Z\d]{6,18} | [A-Z]{0,3} (?:[ ]?\d){6,12} ) \b"""
    ),
]
_CONTACTS = [
    _pattern(
        r"""(?<![A-Z\d_.+-]) [A-Z\d_.+-]+
        (?: @ | \s?[\[(（]\s?at\s?[\])）]\s? ) [A-Z\d-]+ (?:\.[A-Z\d-]+)+"""
    ),
    # A mobile telephone in mainland China.
    _pattern(r"""(?<!\d) (?:[(（]?(?:\+|00)86[)）]?[ -]?)? 1[3-9]\d (?:[ .-]?\d){8} (?!\d)"""),
    # A number with any other country's code, or as North America writes it.
    _pattern(r"(?<![\w+]) [(（]?(?:\+|00)(?!86)[1-9]\d{0,2} (?:[ ()（）.-]*\d){6,12} (?!\d)"),
    _pattern(r"(?<!\w) \(?(?!400|800)[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4} \b"),
    # An account, right after the name of its service. It has figures, or a colon before it.
    _pattern(
        r"""(?P<stays>(?:wechat|weixin|微信|v信|\bvx|\bwx|\bqq|whatsapp|telegram) SAYS)
        (?: (?<=[:：]) | (?<=[:：]\s) | (?=[\w-]*[\d_-]) ) [A-Z\d][\w-]{4,19} \b"""
    ),
]


def masked(text: str, *, contacts_stay: bool = False) -> str:
    """Hide numbers of papers and cards, mailboxes, accounts and private telephones in a text.

    A landline of Beijing, a hotline and a price stay. `contacts_stay` is for a remark that
    is about a contact: there the right number is what staff need to read.
    """
    text = text.translate(_WIDE | _UNSEEN)
    for pattern in _PAPERS if contacts_stay else [*_PAPERS, *_CONTACTS]:
        text = pattern.sub(_hide, text)
    return text


def _hide(found: re.Match) -> str:
    return found.groupdict().get("stays", "") + HIDDEN
