"""What the graph is linked to: one VoID linkset for each kind of link to each publisher's data."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.description.counting import Counter
from painopiste.description.names import AUTHORITY, compact, slug
from painopiste.description.node import Text, node, number, plain, things
from painopiste.description.statistics import labels_of
from painopiste.description.texts import alike, joined, said
from painopiste.store import Statement


@dataclass(frozen=True)
class Target:
    """Data of another publisher: how its IRIs begin, and how those of a part begin that counts as a target of its own."""

    slug: str
    label: Text
    space: str
    homepage: str
    apart: str = ""

    def holds(self, variable: str) -> str:
        """The SPARQL condition that a variable is one of its IRIs."""
        condition = f'isIRI(?{variable}) && STRSTARTS(STR(?{variable}), "{self.space}")'
        return f'{condition} && !STRSTARTS(STR(?{variable}), "{self.apart}")' if self.apart else condition


TARGETS = (
    Target(
        "authority-tables",
        said("EU:n auktoriteettitaulut", "EU:s auktoritetstabeller", "EU authority tables"),
        AUTHORITY,
        "https://op.europa.eu/en/web/eu-vocabularies/authority-tables",
    ),
    Target(
        "cellar",
        said("CELLAR, EU:n julkaisujen tietovarasto", "CELLAR, EU:s publikationsarkiv", "CELLAR, the repository of EU publications"),
        "http://publications.europa.eu/resource/",
        "https://op.europa.eu/en/web/cellar",
        AUTHORITY,
    ),
    Target(
        "eurovoc", said("EuroVoc-asiasanasto", "Tesaurusen EuroVoc", "EuroVoc thesaurus"), "http://eurovoc.europa.eu/", "https://eurovoc.europa.eu/"
    ),
    Target(
        "european-parliament",
        said("Euroopan parlamentin avoin data", "Europaparlamentets öppna data", "European Parliament open data"),
        "https://data.europarl.europa.eu/",
        "https://data.europarl.europa.eu/",
    ),
)
BLANK = alike("")

# A link leads from something that we name or that is of a class of ours; rdf:type and parts of reified statements are no links.
LINKS = """SELECT ?link (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?thing { ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(def:)) || STRSTARTS(STR(?thing), "%s")) } }
  ?thing ?link ?object FILTER(%s)
  FILTER(!STRSTARTS(STR(?link), STR(rdf:)))
} GROUP BY ?link ORDER BY ?link"""


def linksets(counter: Counter) -> list[Statement]:
    """The targets and the linksets to each."""
    return [statement for target in TARGETS for statement in to_target(counter, target)]


def to_target(counter: Counter, target: Target) -> list[Statement]:
    """A target, if anything leads there, and the links by property."""
    query = LINKS % (counter.release.iris.thing(""), target.holds("object"))
    links = {key[0]: count for key, count in counter.counts(query, "link").items()}
    if not links:
        return []
    labels = labels_of(counter, list(links))
    facts = {"void:uriSpace": plain(target.space), "foaf:homepage": things([target.homepage])}
    about = node(target_iri(counter, target), ["void:Dataset"], target.label, facts)
    return [*about, *(item for link, count in links.items() for item in linkset(counter, target, link, labels[link], count))]


def target_iri(counter: Counter, target: Target) -> str:
    """The IRI under which we speak of a target."""
    return counter.release.iris.thing(f"dataset/{target.slug}")


def linkset(counter: Counter, target: Target, link: str, label: Text, count: int) -> list[Statement]:
    """The links of one property to one target."""
    name = counter.release.part(f"links/{target.slug}/{slug(compact(link, counter.own))}")
    facts = {
        "void:linkPredicate": things([link]),
        "void:triples": number(count),
        "void:subjectsTarget": things([counter.release.dataset]),
        "void:objectsTarget": things([target_iri(counter, target)]),
    }
    title = joined(joined(BLANK, "", label), " → ", target.label)
    part = node(counter.release.dataset, [], {}, {"void:subset": things([name])})
    return [*node(name, ["void:Linkset"], title, facts), *part]
