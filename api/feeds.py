"""Feeds of approved comments: Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from store.tables import Site

ATOM = "http://www.w3.org/2005/Atom"


def atom(site: Site, comments: Sequence[dict[str, Any]], url: str) -> bytes:
    """The feed as UTF-8 XML; `comments` as `views.for_public` shows them, newest first."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    newest = comments[0]["posted_at"] if comments else datetime.fromtimestamp(0, UTC)
    _add(feed, "id", url)
    _add(feed, "title", site.name)
    _add(feed, "updated", newest.isoformat())
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": url})
    for comment in comments:
        _entry(feed, comment)
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def json_feed(site: Site, comments: Sequence[dict[str, Any]], url: str) -> dict[str, Any]:
    """The feed as a document; `comments` dumped by `PublicOut`, newest first."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "language": site.language,
        "feed_url": url,
        "items": [
            {
                "id": comment["id"],
                "content_html": comment["html"],
                "content_text": comment["text"],
                "date_published": comment["posted_at"],
                "authors": [{"name": comment["author"]["name"] or ""}],
            }
            for comment in comments
        ],
    }


def _entry(feed: ElementTree.Element, comment: dict[str, Any]) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    name = comment["author"]["name"] or "Anonyme"
    _add(entry, "id", f"urn:uuid:{comment['id']}")
    _add(entry, "title", name)
    _add(entry, "updated", comment["posted_at"].isoformat())
    _add(ElementTree.SubElement(entry, "author"), "name", name)
    content = ElementTree.SubElement(entry, "content", {"type": "html"})
    content.text = comment["html"]


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
