"""planlink.jsonld, read back as JSON-LD: the terms by its own context, the links by the UN's identifiers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from factories import analysis, indicator, link, measure, plan, quantity, town
from planlink.outputs.export import LINKED, export
from planlink.outputs.linked import concept_id
from planlink.outputs.objects import objects
from planlink.records.findings import Analysis
from planlink.records.links import SETTLED

UN = "http://metadata.un.org/sdg/"
OWN = "urn:planlink:"
COPIED = ("level", "score", "status", "declared", "stale", "chance")
Node = dict[str, Any]


def expanded(given: Analysis, folder: Path) -> dict[str, Node]:
    """The nodes by id, their terms as full names; references, languages and lists as the context says."""
    (path,) = export(given, "jsonld", folder)
    assert path.name == LINKED
    told = json.loads(path.read_text(encoding="utf-8"))
    assert set(told) == {"@context", "@graph"}
    nodes = [_node(node, told["@context"]) for node in told["@graph"]]
    assert len({node["@id"] for node in nodes}) == len(nodes)
    return {node["@id"]: node for node in nodes}


def _node(node: Node, context: Node) -> Node:
    made: Node = {}
    for term, value in node.items():
        if term == "@id":
            made[term] = value
        elif term == "@type":
            made[term] = [_name(one, context) for one in (value if isinstance(value, list) else [value])]
        else:
            how = context[term] if isinstance(context[term], dict) else {"@id": context[term]}
            assert not (isinstance(value, list) and "@container" not in how), term
            made[_name(how["@id"], context)] = _node(value, context) if isinstance(value, dict) else value
            if how.get("@type") == "@id":
                assert all(urlsplit(one).scheme for one in (value if isinstance(value, list) else [value])), term
    return made


def _name(term: str, context: Node) -> str:
    prefix, _, rest = term.partition(":")
    assert prefix in context, term
    return f"{context[prefix]}{rest}"


def rebuilt(nodes: dict[str, Node]) -> list[Node]:
    """The links as in links.jsonl, from the graph alone."""
    found = []
    for node in nodes.values():
        if f"{OWN}Link" in node["@type"]:
            scheme, label, name = _concept(nodes[node[f"{OWN}concept"]])
            said = {"measure": unquote(node[f"{OWN}measure"].rpartition(":")[2]), "scheme": scheme}
            said |= {"label": label, "name": name}
            found.append(said | {field: node.get(f"{OWN}{field}") for field in COPIED})
    return found


def _concept(node: Node) -> tuple[str, str, str]:
    skos = "http://www.w3.org/2004/02/skos/core#"
    label = node[f"{skos}notation"]
    if not node["@id"].startswith(UN):
        return node[f"{skos}inScheme"].removeprefix(OWN), label, node[f"{skos}prefLabel"]
    assert node["@id"] == UN + label
    scheme = "sdg-target" if "." in label else "sdg"
    return scheme, label, node[f"{skos}prefLabel" if scheme == "sdg" else f"{OWN}gist"]


def as_exported(given: Analysis) -> list[Node]:
    fields = ("measure", "scheme", "label", "name", *COPIED)
    return [{field: one[field] for field in fields} for one in objects(given)["links"]]


def test_all_links_are_rebuilt_from_it(tmp_path: Path) -> None:
    given = town()
    made = rebuilt(expanded(given, tmp_path))
    assert [one for one in made if one["status"] in SETTLED] == [
        one for one in as_exported(given) if one["status"] in SETTLED
    ]
    assert made == as_exported(given)
    assert {one["status"] for one in made} == {"linked", "confirmed", "rejected", "review"}


def test_settled_links_are_the_measure_s_subjects_and_no_others(tmp_path: Path) -> None:
    nodes = expanded(town(), tmp_path)
    subjects = {
        node["http://purl.org/dc/terms/identifier"]: node["http://purl.org/dc/terms/subject"]
        for node in nodes.values()
        if f"{OWN}Measure" in node["@type"]
    }
    assert subjects["戦略.1.ア.1"][:2] == [f"{UN}11", f"{UN}3"]
    assert subjects["戦略.1.ア.2"] == [f"{UN}3", f"{OWN}viewpoint:DX"]
    assert subjects["ビジョン.1"] == []
    assert {one for found in subjects.values() for one in found} <= set(nodes)


def test_goals_and_targets_have_the_identifiers_of_the_united_nations(tmp_path: Path) -> None:
    nodes = expanded(town(), tmp_path)
    goal, target = nodes["http://metadata.un.org/sdg/11"], nodes["http://metadata.un.org/sdg/8.9"]
    assert "http://metadata.un.org/sdg/ontology#Goal" in goal["@type"]
    assert "http://metadata.un.org/sdg/ontology#Target" in target["@type"]
    assert target["http://www.w3.org/2004/02/skos/core#broader"] == "http://metadata.un.org/sdg/8"


def test_a_gist_is_no_label_of_a_target(tmp_path: Path) -> None:
    node = expanded(town(), tmp_path)["http://metadata.un.org/sdg/8.9"]
    assert "http://www.w3.org/2004/02/skos/core#prefLabel" not in node
    assert node[f"{OWN}gist"] == "8.9"


def test_themes_of_one_label_and_two_names_stay_apart(tmp_path: Path) -> None:
    given = analysis(
        plans=(plan(measures=(measure(id="甲"), measure(id="乙"))),),
        links=tuple(
            link(measure=id, scheme="theme", label="1", name=name, level=None)
            for id, name in (("甲", "海を守る"), ("乙", "山を守る"))
        ),
    )
    assert rebuilt(expanded(given, tmp_path)) == as_exported(given)
    assert concept_id("theme", "1", "海を守る") != concept_id("theme", "1", "山を守る")


def test_ids_are_addresses_whatever_letters_they_have(tmp_path: Path) -> None:
    given = analysis(plans=(plan(measures=(measure(id="戦 略:<1>/#?%"),)),), links=(link(measure="戦 略:<1>/#?%"),))
    nodes = expanded(given, tmp_path)
    assert all(id.isascii() and not set(' <>"#?') & set(id.removeprefix(UN)) for id in nodes)
    assert rebuilt(nodes) == as_exported(given)


@pytest.mark.parametrize(
    ("bound", "name"),
    [
        ("exact", "https://schema.org/value"),
        ("min", "https://schema.org/minValue"),
        ("max", "https://schema.org/maxValue"),
        ("relative", "urn:planlink:readValue"),
    ],
)
def test_a_number_stands_below_what_it_means(bound: str, name: str, tmp_path: Path) -> None:
    given = analysis(plans=(plan(indicators=(indicator(target=quantity(80.0, "%", "80％", bound)),)),))
    (node,) = (n for n in expanded(given, tmp_path).values() if f"{OWN}Indicator" in n["@type"])
    target = node[f"{OWN}target"]
    assert [value for key, value in target.items() if key.lower().endswith("value")] == [80]
    assert (target[name], target[f"{OWN}year"]) == (80, 2027)
    assert f"{OWN}baseline" not in node


def test_unknown_things_are_left_out(tmp_path: Path) -> None:
    nodes = expanded(town(), tmp_path)
    vision = nodes["urn:planlink:document:%E3%83%93%E3%82%B8%E3%83%A7%E3%83%B3"]
    assert not {f"{OWN}pages", f"{OWN}periodStart", "http://purl.org/dc/terms/title"} & set(vision)
    assert "null" not in (tmp_path / LINKED).read_text(encoding="utf-8")


def test_text_of_documents_is_data_and_nothing_else(tmp_path: Path) -> None:
    hostile = measure(title='"}]} <script>', text='\\u0000 {"@id": "x"}')
    nodes = expanded(analysis(plans=(replace(plan(), measures=(hostile,)),)), tmp_path)
    (node,) = (n for n in nodes.values() if f"{OWN}Measure" in n["@type"])
    assert node["https://schema.org/text"] == hostile.text
    assert node["http://purl.org/dc/terms/title"] == hostile.title
