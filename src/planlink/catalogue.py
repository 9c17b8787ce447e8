"""The command line's own words in Japanese: click asks gettext for them, and this module answers instead."""

from __future__ import annotations

import sys
from types import MappingProxyType

CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils", "_termui_impl")

CLICK = MappingProxyType(
    {
        "Aborted!": "中止しました。",
        "Arguments": "引数",
        "Argument {name!r} takes {nargs} values.": "引数「{name}」には値が{nargs}個必要です。",
        "Choose from:\n\t{choices}": "次から選んでください：\n\t{choices}",
        "Commands": "コマンド",
        "Could not open file {filename!r}: {message}": "ファイル「{filename}」を開けません（{message}）。",
        "(Did you mean one of: {possibilities}?)": "（もしかして：{possibilities}）",
        "(Possible options: {possibilities})": "（もしかして：{possibilities}）",
        "Did you mean {possibility}?": "もしかして：{possibility}",
        "Error: {message}": "エラー：{message}",
        "Error: invalid input": "エラー：入力が正しくありません。",
        "Got unexpected extra argument ({args})": "余分な引数があります（{args}）。",
        "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）。",
        "Invalid value for {param_hint}: {message}": "{param_hint} の値が正しくありません：{message}",
        "Invalid value: {message}": "値が正しくありません：{message}",
        "Missing argument": "次の引数が必要です：",
        "Missing command.": "コマンドを指定してください。",
        "Missing option": "次のオプションが必要です：",
        "Missing parameter": "次の指定が必要です：",
        "Missing parameter: {param_name}": "次の指定が必要です：{param_name}",
        "Missing {param_type}": "次の指定が必要です：{param_type}",
        "No such command {name!r}.": "「{name}」というコマンドはありません。",
        "No such option {name!r}.": "「{name}」というオプションはありません。",
        "No such option: {name}": "「{name}」というオプションはありません。",
        "Option {name!r} does not take a value.": "オプション「{name}」に値は付けられません。",
        "Option {name!r} requires an argument.": "オプション「{name}」には値が必要です。",
        "Option {name!r} requires {nargs} arguments.": "オプション「{name}」には値が{nargs}個必要です。",
        "Options": "オプション",
        "Positional arguments": "引数",
        "Show the version and exit.": "版を表示して終わります。",
        "Show this message and exit.": "この説明を表示して終わります。",
        "Takes {nargs} values but 1 was given.": "値は{nargs}個必要ですが，1個しかありません。",
        "Takes {nargs} values but {len} were given.": "値は{nargs}個必要ですが，{len}個あります。",
        "Try '{command} {option}' for help.": "使い方は「{command} {option}」で表示されます。",
        "Usage:": "使い方：",
        "Value must be an iterable.": "値は複数必要です。",
        "default: {default}": "既定値：{default}",
        "deprecated": "廃止予定",
        "directory": "フォルダー",
        "env var: {var}": "環境変数：{var}",
        "file": "ファイル",
        "path": "場所",
        "required": "必須",
        "unknown error": "原因不明のエラー",
        "{name} {filename!r} does not exist.": "{name}「{filename}」が見つかりません。名前と場所を確かめてください。",
        "{name} {filename!r} is a directory.": "「{filename}」はフォルダーです。{name}を指定してください。",
        "{name} {filename!r} is a file.": "「{filename}」はファイルです。{name}を指定してください。",
        "{name} {filename!r} is not executable.": "{name}「{filename}」は実行できません。",
        "{name} {filename!r} is not readable.": "{name}「{filename}」を読む権限がありません。",
        "{name} {filename!r} is not writable.": "{name}「{filename}」に書く権限がありません。",
        "{value!r} does not match the format {format}.": "「{value}」は {format} の形ではありません。",
        "{value!r} does not match the formats {formats}.": "「{value}」は {formats} のどの形でもありません。",
        "{value!r} is not a valid UUID.": "「{value}」は UUID ではありません。",
        "{value!r} is not a valid boolean. Recognized values: {states}": "「{value}」は使えません。使える値：{states}",
        "{value!r} is not a valid {number_type}.": "「{value}」は数として読めません。",
        "{value!r} is not {choice}.": "「{value}」は使えません。使える値：{choice}",
        "{value!r} is not one of {choices}.": "「{value}」は使えません。使える値：{choices}",
        "{value} is not in the range {range}.": "{value} は範囲（{range}）の外です。",
    }
)


def translated(message: str) -> str:
    """click's message in Japanese; one that is not in the catalogue stays as it is."""
    return CLICK.get(message, message)


def translated_count(one: str, many: str, count: int) -> str:
    """The same for messages with a count."""
    return translated(one if count == 1 else many)


def speak_japanese() -> None:
    """Let click speak Japanese. It looks its words up when it prints them, so this may be called at any time."""
    for name in CLICK_MODULES:
        module = sys.modules.get(f"click.{name}")
        for asked, answer in (("_", translated), ("ngettext", translated_count)):
            if hasattr(module, asked):
                setattr(module, asked, answer)
