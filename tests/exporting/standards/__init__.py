"""JSON-LD read offline: the terms that are written here, with the names that the vocabularies give them."""

from __future__ import annotations

from typing import Any

from pyld import jsonld

_OA, _AS, _XSD = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/2001/XMLSchema#",
)


def _linked(iri: str, **more: str) -> dict[str, str]:
    return {"@id": iri, "@type": "@id", **more}


def _counted(iri: str) -> dict[str, str]:
    return {"@id": iri, "@type": _XSD + "nonNegativeInteger"}


_TYPES = (
    "Annotation",
    "TextualBody",
    "SpecificResource",
    "TextQuoteSelector",
    "TextPositionSelector",
    "TimeState",
)
_MOTIVATIONS = ("classifying", "commenting", "describing", "identifying", "linking", "tagging")
_ANNOTATION = {
    "id": "@id", "type": "@type",
    **{name: _OA + name for name in (*_TYPES, *_MOTIVATIONS)},
    "AnnotationCollection": _AS + "OrderedCollection", "AnnotationPage": _AS + "OrderedCollectionPage",
    "Software": _AS + "Application",
    "body": _linked(_OA + "hasBody"), "target": _linked(_OA + "hasTarget"), "source": _linked(_OA + "hasSource"),
    "selector": _linked(_OA + "hasSelector"), "state": _linked(_OA + "hasState"),
    "cached": _linked(_OA + "cachedSource"), "generator": _linked(_AS + "generator"), "first": _linked(_AS + "first"),
    "items": _linked(_AS + "items", **{"@container": "@list"}),
    "motivation": {"@id": _OA + "motivatedBy", "@type": "@vocab"}, "purpose": {"@id": _OA + "hasPurpose", "@type": "@vocab"},
    "exact": _OA + "exact", "prefix": _OA + "prefix", "suffix": _OA + "suffix",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "format": "http://purl.org/dc/elements/1.1/format",
    "name": "http://xmlns.com/foaf/0.1/name", "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "start": _counted(_OA + "start"), "end": _counted(_OA + "end"), "total": _counted(_AS + "totalItems"),
    "startIndex": _counted(_AS + "startIndex"),
}  # fmt: skip
# schema.org's own context maps each term into its one vocabulary, and its links to ids.
_SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    **{name: _linked(f"https://schema.org/{name}") for name in ("url", "sameAs")},
}
_CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": _ANNOTATION, "https://schema.org": _SCHEMA_ORG}


def _offline(url: str, _: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": _CONTEXTS[url]}}


def nodes_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every node of a JSON-LD document by its id, as a reader of linked data gets it: expanded and flattened."""
    flat = jsonld.flatten(document, None, {"documentLoader": _offline})
    return {node["@id"]: node for node in flat}


def values(node: dict[str, Any], name: str) -> list[Any]:
    """Return the values of a property: literals, or ids of nodes."""
    return [value.get("@value", value.get("@id")) for value in node.get(name, ())]
