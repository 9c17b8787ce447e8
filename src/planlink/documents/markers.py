"""Numbers as they are printed before an item: ①, ア, (ｱ), 一, iv, by the names that Word's files give to the forms."""

from __future__ import annotations

from collections.abc import Callable

_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_AIUEO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_HALF_IROHA = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESES = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_FULL_STOPS = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_KANJI = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_KANJI = "〇一二三四五六七八九"
_FORMAL = "零壱弐参四伍六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def printed(number: int, form: str) -> str:
    """`number` in a form; in plain digits where the form is unknown or has no sign for it; empty for `none`."""
    return _FORMS.get(form, str)(number)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa … zz."""
    return lambda number: (
        chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 780 else str(number)
    )


def _roman(number: int) -> str:
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_ONES) if 0 < number < 4000 else ():
        count, number = divmod(number, value)
        text += sign * count
    return text or str(number)


def _counted(digits: str, ten: str, hundred: str) -> Callable[[int], str]:
    """十二, 二十; larger numbers than 999 in plain digits."""

    def text(number: int) -> str:
        if not 0 < number < 1000:
            return digits[0] if number == 0 else str(number)
        hundreds, rest = divmod(number, 100)
        tens, ones = divmod(rest, 10)
        parts = ((hundreds, hundred), (tens, ten), (ones, ""))
        return "".join(("" if count == 1 and sign else digits[count]) + sign for count, sign in parts if count)

    return text


def _none(number: int) -> str:
    return ""


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": _listed(_CIRCLED),
    "decimalEnclosedCircleChinese": _listed(_CIRCLED),
    "decimalEnclosedParen": _listed(_PARENTHESES),
    "decimalEnclosedFullstop": _listed(_FULL_STOPS),
    "aiueo": _listed(_HALF_AIUEO),
    "aiueoFullWidth": _listed(_AIUEO),
    "iroha": _listed(_HALF_IROHA),
    "irohaFullWidth": _listed(_IROHA),
    "japaneseCounting": _counted(_KANJI, "十", "百"),
    "japaneseDigitalTenThousand": lambda number: "".join(_KANJI[int(digit)] for digit in str(max(number, 0))),
    "ideographDigital": lambda number: "".join(_KANJI[int(digit)] for digit in str(max(number, 0))),
    "japaneseLegal": _counted(_FORMAL, "拾", "百"),
    "ideographEnclosedCircle": _listed(_CIRCLED_KANJI),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "none": _none,
}
