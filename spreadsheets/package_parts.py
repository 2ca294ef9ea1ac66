"""The XML parts of an Office package: read without reaching outside, written back. Pure logic."""

import posixpath
from typing import Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def serialised(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def new_root(namespace: str, name: str) -> Any:
    """An element that bears its namespace without a prefix, as Office writes it."""
    spaces: Any = {None: namespace.strip("{}")}
    return etree.Element(f"{namespace}{name}", nsmap=spaces)


def resolved(part: str, target: str) -> str:
    """The part that a relationship of another part leads to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
