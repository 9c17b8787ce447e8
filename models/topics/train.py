"""Builds models/topics: the topics of the training text and the matters as directions of meaning; needs no extra.

Run: python models/topics/train.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from planlink.meaning.topics import fit_topics, save_topics

FOLDER = Path(__file__).parent
CORPUS = FOLDER.parents[1] / "corpus"


def lines() -> Iterator[tuple[str, str]]:
    """Topic and text of each line, file by file."""
    for folder in ("training", "matters"):
        for file in sorted((CORPUS / folder).glob("*.jsonl")):
            for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
                yield line["topic"], "。".join(part for part in (line.get("title"), line["text"]) if part)


def topics() -> dict[str, list[str]]:
    """The texts of each topic, topics in sorted order."""
    found: dict[str, list[str]] = {}
    for topic, text in lines():
        found.setdefault(topic, []).append(text)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    save_topics(fit_topics(topics()), FOLDER)
