"""spaCy documents and matchers over fugashi's words. `doc.text` is the text given, letter for letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from planlink.japanese.tokens import tokens

_TOKENIZER = "planlink.fugashi.v1"


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase found at letters `start` to `end` of the text, perhaps in another spelling."""

    phrase: str
    start: int
    end: int


def make_doc(text: str) -> Any:
    """A spaCy Doc with fugashi's words, lemmas and classes; `doc.text == text` whatever the blanks."""
    return language().make_doc(text)


@lru_cache(maxsize=1)
def language() -> Any:
    """spaCy's blank Japanese pipeline on our tokenizer (without sudachipy)."""
    import spacy
    from spacy.util import registry

    if _TOKENIZER not in registry.tokenizers:
        registry.tokenizers(_TOKENIZER, func=lambda: lambda nlp: FugashiTokenizer(nlp.vocab))
    return spacy.blank("ja", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})


class FugashiTokenizer:
    """spaCy's tokenizer contract: text in, Doc out."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Any:
        from spacy.tokens import Doc

        words: list[str] = []
        lemmas: list[str] = []
        classes: list[str] = []
        spaces: list[bool] = []
        for surface, lemma, pos in _tiles(text):
            if surface == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                continue
            words.append(surface)
            lemmas.append(lemma)
            classes.append(pos)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces, lemmas=lemmas, tags=classes)


SURROUNDINGS = ("{}の推進", "市は{}を進める。", "新たな{}，その他")
"""Where phrases stand: a word that the dictionary does not know is cut in other ways beside other words."""


class PhraseFinder:
    """Finds phrases by their words' lemmas, so that 子供の貧困 also finds 子どもの貧困, and never begins or ends
    inside a word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        from spacy.matcher import PhraseMatcher

        self._matcher = PhraseMatcher(language().vocab, attr="LEMMA")
        for phrase in sorted(set(phrases)):
            self._matcher.add(phrase, [make_doc(phrase), *_cut_otherwise(phrase)])

    def find(self, text: str) -> tuple[PhraseHit, ...]:
        """All phrases in `text`, by place; overlapping ones are all named."""
        doc = make_doc(text)
        strings = doc.vocab.strings
        spans = [(strings[key], doc[start:end]) for key, start, end in self._matcher(doc)]
        hits = {PhraseHit(phrase, span.start_char, span.end_char) for phrase, span in spans}
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.phrase)))


def _cut_otherwise(phrase: str) -> Iterator[Any]:
    """The phrase in the words that other surroundings cut it into, where they differ from its own."""
    from spacy.tokens import Doc

    seen = {tuple(token.lemma for token in tokens(phrase))}
    for surroundings in SURROUNDINGS:
        start = surroundings.index("{}")
        found = [t for t in tokens(surroundings.format(phrase)) if t.start < start + len(phrase) and t.end > start]
        lemmas = tuple(token.lemma for token in found)
        whole = found[0].start == start and found[-1].end == start + len(phrase)
        if whole and lemmas not in seen and not any(letter.isspace() for letter in phrase):
            seen.add(lemmas)
            yield Doc(language().vocab, words=[token.surface for token in found], lemmas=list(lemmas))


def _tiles(text: str) -> Iterator[tuple[str, str, str]]:
    """Words and the blanks between them, without a gap."""
    cursor = 0
    for token in tokens(text):
        yield from ((letter, letter, "空白") for letter in text[cursor : token.start])
        yield token.surface, token.lemma, token.pos
        cursor = token.end
    yield from ((letter, letter, "空白") for letter in text[cursor:])
