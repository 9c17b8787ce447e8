"""Pictures of the places that the page speaks of: the stretch of the sheet, the evidence framed."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from planlink.documents.drawer import Drawer
from planlink.outputs.sdg_forms import supporting
from planlink.records.links import Pair
from planlink.records.places import Place
from planlink.web.city import City, Seen
from planlink.web.downloads import document_path

KEPT = 64
"""Pictures that are kept for the next time."""


class Album:
    """Has pictures drawn, one at a time."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._lock = Lock()
        self._drawer = Drawer()
        self._kept: OrderedDict[tuple[str, Place], bytes | None] = OrderedDict()

    def picture(self, place: Place, seen: Seen) -> bytes | None:
        """The picture of a place as PNG; None where its document has no pages or the place is not found."""
        path = document_path(self._city, seen, place.document)
        if path is None or place.page is None or path.suffix.lower() != ".pdf":
            return None
        key = seen.index.plans[place.document].sha256, place
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._drawer.clips(path, [place])[0]
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]


def place_of(pair: Pair, seen: Seen) -> Place | None:
    """Where the sentence stands that speaks for a link, or the measure itself where nothing was linked."""
    measure, link = seen.index.measures.get(pair[0]), seen.proposed.get(pair)
    if measure is None:
        return None
    text = supporting(link, measure) if link else measure.title or measure.text
    return measure.place_of(text)
