"""What linking costs: texts a CPU second beside a plain sentence encoder with a logistic regression a goal, in the same
run, and whether the time grows in proportion.
`python bench/linking.py [--model core|semantic] [--texts 48 480 2400] [--sample] [--json FILE]`

The texts are training sentences of planlink's own. Exit status 1 above the budget: 48 texts in 2 CPU seconds after
loading, and a text of the longest run no dearer than one of the shortest by more than a fifth.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from measured import at_most, tell, told

from planlink.links.choice import AUTO, Tools, choose
from planlink.links.linking import link_measures
from planlink.links.training import Example, read_examples
from planlink.links.views import encoder_text
from planlink.meaning.encoders import Encoder, sentence_encoder
from planlink.records.plans import Measure

SECONDS, TEXTS = 2.0, 48
GROWTH = 1.2


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=AUTO)
    parser.add_argument("--texts", nargs="+", type=int, default=[TEXTS, 10 * TEXTS, 50 * TEXTS])
    parser.add_argument("--sample", action="store_true", help="48 and 240 texts")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    begun = time.process_time()
    tools = choose(asked.model)
    _link(tools, [_measure(0, Example("", "水道管を取り替える。"))])
    loading = told(f"model {tools.model.name} loaded", f"{time.process_time() - begun:.2f} CPU s")
    examples = _long(read_examples())
    counts = [TEXTS, 5 * TEXTS] if asked.sample else sorted(asked.texts)
    costs = {count: _link(_loaded(asked.model), _measures(examples, count)) for count in counts}
    each = {count: seconds / count for count, seconds in costs.items()}
    rows = [loading, at_most(f"a text of {max(each)}", each[max(each)] / each[min(each)], GROWTH, f"of {min(each)}'s")]
    rows += [at_most(f"{TEXTS} texts linked", costs[TEXTS], SECONDS, "CPU s")] if TEXTS in costs else []
    rows.append(told(f"{TEXTS} texts by TF-IDF and regression", f"{_by_letters(examples):.2f} CPU s"))
    plain = sentence_encoder()
    if plain is not None and tools.encoder.name == plain.name:
        rows.append(told(f"{TEXTS} texts by a plain encoder and regression", f"{_plain(plain, examples):.2f} CPU s"))
    return tell(rows, asked.json, {"seconds": costs})


def _long(examples: Sequence[Example]) -> list[Example]:
    """Texts of the length of a measure."""
    return [example for example in examples if len(example.text) >= 100]


def _measures(examples: Sequence[Example], count: int) -> list[Measure]:
    """So many measures from all over the examples, no two with the same text: nothing comes from a cache."""
    return [_measure(n, examples[n * len(examples) // count]) for n in range(count)]


def _measure(number: int, example: Example) -> Measure:
    text = f"{example.text}（その{number}）"
    return Measure(f"m{number}", "m", (str(number),), (), example.title, text, None, None)


def _loaded(model: str) -> Tools:
    """Tools that have encoded nothing of what is to be linked, with their encoder read."""
    tools = choose(model)
    tools.encoder.encode("計画")
    return tools


def _link(tools: Tools, measures: Sequence[Measure]) -> float:
    begun = time.process_time()
    link_measures((), measures, model=tools.model, encoder=tools.encoder)
    return time.process_time() - begun


def _plain(encoder: Encoder, examples: Sequence[Example]) -> float:
    """The encoder's vectors through 17 regressions that scikit-learn has fitted to them."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    texts, goals = _known(examples)
    vectors = np.stack([encoder.encode(text) for text in texts])
    model = OneVsRestClassifier(LogisticRegression(max_iter=1000)).fit(vectors, goals)
    begun = time.process_time()
    model.predict_proba(np.stack([encoder.encode(text) for text in texts[:TEXTS]]))
    return time.process_time() - begun


def _by_letters(examples: Sequence[Example]) -> float:
    """TF-IDF of runs of two and three letters through 17 regressions, as a script of scikit-learn alone would do it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline

    texts, goals = _known(examples)
    letters = TfidfVectorizer(analyzer="char", ngram_range=(2, 3))
    model = make_pipeline(letters, OneVsRestClassifier(LogisticRegression(max_iter=1000))).fit(texts, goals)
    begun = time.process_time()
    model.predict_proba(texts[:TEXTS])
    return time.process_time() - begun


def _known(examples: Sequence[Example]) -> tuple[list[str], Any]:
    """Texts to fit to, and which of the goals that some have and some have not each of them serves."""
    some = examples[: 4 * TEXTS]
    goals = np.array([[str(n) in example.primary for n in range(1, 18)] for example in some])
    texts = [encoder_text(example.title, example.text) for example in some]
    return texts, goals[:, goals.any(axis=0) & ~goals.all(axis=0)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
