"""What a page is about in the words of schema.org, for search engines; embedded as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from painopiste.pages.resource import ResourceView
from painopiste.pages.values import Link, local_name

Node = Mapping[str, Any]
CONTEXT = "https://schema.org"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
TYPES = {
    "LegalAct": "Legislation",
    "Legislation": "Legislation",
    "Article": "Legislation",
    "Document": "CreativeWork",
    "Proposal": "CreativeWork",
    "Edition": "CreativeWork",
    "PriorityDocument": "CreativeWorkSeries",
    "SourceText": "CreativeWork",
    "Agreement": "CreativeWork",
    "Declaration": "CreativeWork",
    "Priority": "DefinedTerm",
    "PolicyTopic": "DefinedTerm",
    "PartnershipComponent": "DefinedTerm",
    "Event": "Event",
    "Organisation": "Organization",
    "Person": "Person",
}
"""The type of schema.org for each of our classes that has one; anything else is a Thing."""
DATES = {"date_document": "legislationDate", "date_publication": "datePublished", "activity_date": "startDate"}
NUMBERS = ("id_local", "process_id", "number")


@dataclass(frozen=True)
class Place:
    """Where a page is: the name of the site, where the service is reached, the page's own address, and its language."""

    site: str
    origin: str
    address: str
    language: str

    @property
    def home(self) -> str:
        """The front page."""
        return f"{self.origin}/{self.language}/"


def of_thing(place: Place, view: ResourceView) -> list[Node]:
    """The thing of a page, and where the page stands in the site."""
    kinds = [local_name(kind) for kind in view.kinds]
    thing = {
        "@context": CONTEXT,
        "@type": next((TYPES[kind] for kind in kinds if kind in TYPES), "Thing"),
        "@id": view.iri,
        "url": place.address,
        "name": text_in(view.label.text, view.label.lang or place.language),
        "additionalType": list(view.kinds),
        **described(view, place.language),
        **identified(view),
        **dated(view),
    }
    return [thing, trail([(place.site, place.home), *kind_step(view, place.origin), (view.label.text, place.address)])]


def described(view: ResourceView, language: str) -> Node:
    """The description, if there is one."""
    return {"description": text_in(view.description.text, view.description.lang or language)} if view.description else {}


def text_in(text: str, language: str) -> Node:
    """A text with its language."""
    return {"@value": text, "@language": language}


def identified(view: ResourceView) -> Node:
    """Its numbers, and what it is called elsewhere."""
    numbers = [link.text.text for name in NUMBERS for link in view.links(name)]
    same = [address_of(link) for link in view.links("sameAs")]
    return {name: values for name, values in (("identifier", numbers), ("sameAs", same)) if values}


def dated(view: ResourceView) -> Node:
    """The first of each of its dates."""
    return {theirs: view.links(ours)[0].text.text for ours, theirs in DATES.items() if view.links(ours)}


def address_of(link: Link) -> str:
    """The address that a link out of the graph tells."""
    return link.href if link.href.startswith("http") else link.text.text


def kind_step(view: ResourceView, origin: str) -> Iterable[tuple[str, str]]:
    """The page of the first kind of a thing, if that is ours."""
    if view.types and view.types[0].href:
        yield view.types[0].text.text, origin + view.types[0].href


def trail(steps: Sequence[tuple[str, str]]) -> Node:
    """The way to a page from the front page."""
    items = [{"@type": "ListItem", "position": place, "name": name, "item": address} for place, (name, address) in enumerate(steps, 1)]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def of_list(place: Place, name: str, description: str, links: Iterable[Link]) -> list[Node]:
    """A page that lists things."""
    items = [
        {"@type": "ListItem", "position": number, "name": link.text.text, "url": place.origin + link.href} for number, link in enumerate(links, 1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return [{**of_page(place, name, description)[0], "@type": "CollectionPage", "mainEntity": listed}]


def of_page(place: Place, name: str, description: str) -> list[Node]:
    """Any other page."""
    told = {"name": name, "description": description, "url": place.address, "inLanguage": place.language}
    return [{"@context": CONTEXT, "@type": "WebPage", **told}]


def of_site(place: Place, description: str, dataset: str) -> list[Node]:
    """The site with its search, and the dataset that it shows."""
    search = {"@type": "SearchAction", "target": f"{place.home}search?q={{q}}", "query-input": "required name=q"}
    told = {"name": place.site, "description": description, "url": place.home}
    files = (("/data.nq", "application/n-quads"), ("/data.trig", "application/trig"))
    downloads = [{"@type": "DataDownload", "contentUrl": place.origin + path, "encodingFormat": media_type} for path, media_type in files]
    return [
        {"@context": CONTEXT, "@type": "WebSite", **told, "inLanguage": place.language, "potentialAction": search},
        {"@context": CONTEXT, "@type": "Dataset", "@id": dataset, **told, "license": LICENSE, "distribution": downloads},
    ]
