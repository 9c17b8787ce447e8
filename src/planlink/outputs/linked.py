"""The export files → JSON-LD 1.1: documents, measures and indicators as nodes, links by the UN's own identifiers.

Terms of dcterms, schema.org and SKOS stand where they say what is meant; the others are planlink's (`urn:planlink:`).
The context stands in the file, so that nothing is fetched. Ids are unique within one workspace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from planlink.outputs.objects import Object
from planlink.records.links import SETTLED

UN = "http://metadata.un.org/sdg/"
OWN = "urn:planlink:"

_PLAIN_TERMS = (
    *("file", "role", "pages", "periodStart", "periodEnd", "sha256", "quality", "page", "pageEnd"),
    *("kind", "cumulative", "readValue", "bound", "year", "yearStart", "calendar"),
    *("level", "status", "declared", "stale"),
)
CONTEXT: Mapping[str, Any] = MappingProxyType(
    {
        "@version": 1.1,
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sdgo": f"{UN}ontology#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "planlink": OWN,
        "identifier": "dcterms:identifier",
        "title": {"@id": "dcterms:title", "@language": "ja"},
        "text": {"@id": "schema:text", "@language": "ja"},
        "document": {"@id": "dcterms:isPartOf", "@type": "@id"},
        "subject": {"@id": "dcterms:subject", "@type": "@id", "@container": "@set"},
        "notation": "skos:notation",
        "prefLabel": {"@id": "skos:prefLabel", "@language": "ja"},
        "broader": {"@id": "skos:broader", "@type": "@id"},
        "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
        "value": "schema:value",
        "minValue": "schema:minValue",
        "maxValue": "schema:maxValue",
        "unit": {"@id": "schema:unitText", "@language": "ja"},
        "gist": {"@id": "planlink:gist", "@language": "ja"},
        "department": {"@id": "planlink:department", "@language": "ja"},
        "numbering": {"@id": "planlink:numbering", "@container": "@list"},
        "path": {"@id": "planlink:path", "@container": "@list", "@language": "ja"},
        "groups": {"@id": "planlink:group", "@container": "@set", "@language": "ja"},
        "target": "planlink:target",
        "baseline": "planlink:baseline",
        "actual": "planlink:actual",
        "measure": {"@id": "planlink:measure", "@type": "@id"},
        "concept": {"@id": "planlink:concept", "@type": "@id"},
        "score": {"@id": "planlink:score", "@type": "xsd:double"},
        "chance": {"@id": "planlink:chance", "@type": "xsd:double"},
        **{name: f"planlink:{name}" for name in _PLAIN_TERMS},
    }
)
_BOUNDS = {"exact": "value", "min": "minValue", "max": "maxValue"}
_COPIED = ("level", "score", "status", "declared", "stale", "chance")


def linked_data(files: Mapping[str, Sequence[Object]]) -> bytes:
    """planlink.jsonld: one node a line; what is null is left out."""
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in _nodes(files))
    context = json.dumps(dict(CONTEXT), ensure_ascii=False, indent=1)
    return f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'.encode()


def concept_id(scheme: str, label: str, name: str = "") -> str:
    """The identifier of what a measure is linked to: the UN's for goals and targets. Two plans may give one label to
    themes of different names, so these have both."""
    if scheme in ("sdg", "sdg-target"):
        return f"{UN}{quote(label, safe='')}"
    return _own(scheme, label, *([name] if name and name != label else []))


def _own(kind: str, *parts: str) -> str:
    return OWN + ":".join((kind, *(quote(part, safe="") for part in parts)))


def _nodes(files: Mapping[str, Sequence[Object]]) -> Iterator[Object]:
    links = files["links"]
    subjects: dict[str, list[str]] = {}
    for link in links:
        if link["status"] in SETTLED:
            subjects.setdefault(link["measure"], []).append(_concept_of(link))
    yield from map(_document, files["documents"])
    for measure in files["measures"]:
        yield _measure(measure, subjects.get(measure["id"], []))
    yield from map(_indicator, files["indicators"])
    yield from {_concept_of(link): _concept(link) for link in links}.values()
    yield from map(_link, links)


def _told(node: Object) -> Object:
    return {name: value for name, value in node.items() if value is not None}


def _document(one: Object) -> Object:
    period = one["period"] or {"start": None, "end": None}
    return _told(
        {
            "@id": _own("document", one["id"]),
            "@type": ["planlink:Document", "schema:DigitalDocument"],
            "identifier": one["id"],
            "title": one["title"],
            **{name: one[name] for name in ("file", "role", "pages")},
            "periodStart": period["start"],
            "periodEnd": period["end"],
            **{name: one[name] for name in ("sha256", "quality")},
        }
    )


def _measure(one: Object, subjects: Sequence[str]) -> Object:
    return _told(
        {
            "@id": _own("measure", one["id"]),
            "@type": ["planlink:Measure", "schema:CreativeWork"],
            "identifier": one["id"],
            "document": _own("document", one["document"]),
            **{name: one[name] for name in ("numbering", "path", "title", "text", "page")},
            "pageEnd": one["page_end"],
            "department": one["department"],
            "subject": list(subjects),
        }
    )


def _indicator(one: Object) -> Object:
    return _told(
        {
            "@id": _own("indicator", one["id"]),
            "@type": "planlink:Indicator",
            "identifier": one["id"],
            "document": _own("document", one["document"]),
            "kind": one["kind"],
            "title": one["name"],
            **{name: one[name] for name in ("path", "groups", "page", "cumulative")},
            **{name: _quantity(one[name]) for name in ("target", "baseline", "actual")},
        }
    )


def _quantity(one: Object | None) -> Object | None:
    """A number below the name that says how it is meant: 80％以上 is a minValue, what is no plain number a
    readValue."""
    if one is None:
        return None
    number = {_BOUNDS.get(one["bound"], "readValue"): one["value"]}
    said = {name: one[name] for name in ("unit", "text", "bound", "year")}
    return _told(
        {
            "@type": ["planlink:Quantity", "schema:QuantitativeValue"],
            **number,
            **said,
            "yearStart": one["year_start"],
            "calendar": one["calendar"],
        }
    )


def _concept_of(link: Object) -> str:
    return concept_id(link["scheme"], link["label"], link["name"])


def _concept(link: Object) -> Object:
    """A goal by its official short name; a target's gist is planlink's own (要約) and no label of it."""
    scheme, label, name = link["scheme"], link["label"], link["name"]
    node: Object = {"@id": _concept_of(link), "@type": "skos:Concept", "notation": label}
    if scheme == "sdg":
        return node | {"@type": ["sdgo:Goal", "skos:Concept"]} | ({"prefLabel": name} if name else {})
    if scheme == "sdg-target":
        goal = {"@type": ["sdgo:Target", "skos:Concept"], "broader": f"{UN}{label.partition('.')[0]}"}
        return node | goal | ({"gist": name} if name else {})
    return node | {"prefLabel": name or label, "inScheme": _own(scheme)}


def _link(one: Object) -> Object:
    return _told(
        {
            "@id": _own("link", one["measure"], one["scheme"], one["label"]),
            "@type": "planlink:Link",
            "measure": _own("measure", one["measure"]),
            "concept": _concept_of(one),
            **{name: one[name] for name in _COPIED},
        }
    )
