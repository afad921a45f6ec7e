"""The words of the description, in Finnish, Swedish and English."""

from __future__ import annotations

from painopiste.description.node import Text


def said(fi: str, sv: str, en: str) -> Text:
    """One text in the three languages."""
    return {"fi": fi, "sv": sv, "en": en}


def alike(text: str) -> Text:
    """A name that is the same in all three."""
    return said(text, text, text)


def joined(first: Text, separator: str, second: Text) -> Text:
    """Two texts as one, in the languages that the first has; where the second lacks one, its English stands in.

    >>> joined({"en": "Records"}, ": ", {"en": "dossier"})
    {'en': 'Records: dossier'}
    """
    return {language: words + separator + second.get(language, second.get("en", "")) for language, words in first.items()}


CATALOGUE = said("Painopisteen luettelo", "Painopistes katalog", "Painopiste catalogue")
CATALOGUE_DESCRIPTION = said(
    "Painopisteen julkaisemat tietoaineistot ja palvelut.",
    "De dataset och tjänster som Painopiste ger ut.",
    "The datasets and services that Painopiste publishes.",
)
DATASET = said(
    "Painopiste: sisäministeriön EU- ja kansainväliset painopisteet linkitettynä datana",
    "Painopiste: inrikesministeriets EU-prioriteringar och internationella prioriteringar som länkade data",
    "Painopiste: the Ministry of the Interior's EU and international priorities as linked data",
)
DATASET_DESCRIPTION = said(
    "Suomen sisäministeriön EU- ja kansainvälisten asioiden painopisteet sitoumuksineen sekä EU-asiat, säädökset, kumppanuudet, "
    "politiikat, ohjelmat ja organisaatiot, joita ne koskevat. Jokaisesta yhteydestä kerrotaan tekstin sanat, peruste ja perustelu.",
    "Finlands inrikesministeriums prioriteringar i EU-frågor och internationella frågor med sina åtaganden samt de EU-ärenden, rättsakter, "
    "partnerskap, strategier, program och organisationer som de gäller. För varje koppling anges textens ord, grunden och motiveringen.",
    "The priorities of Finland's Ministry of the Interior in EU and international affairs with their commitments, and the EU dossiers, acts, "
    "partnerships, policies, programmes and organisations that they concern. Each link tells the words of the text, its basis and the reason.",
)
KEYWORDS = {
    "fi": ("painopisteet", "sisäministeriö", "Euroopan unioni", "sisäasiat", "EU-lainsäädäntö", "kumppanuudet", "linkitetty data"),
    "sv": ("prioriteringar", "inrikesministeriet", "Europeiska unionen", "inrikes frågor", "EU-lagstiftning", "partnerskap", "länkade data"),
    "en": ("priorities", "Ministry of the Interior", "European Union", "home affairs", "EU legislation", "partnerships", "linked data"),
}
PERIOD = said("Aineiston ajallinen kattavuus", "Datasetets tidsperiod", "Temporal coverage of the dataset")
PUBLISHER = said("Painopisteen toimittajat", "Painopistes redaktion", "Editors of Painopiste")
HOME = alike("Painopiste")
SERVICE = said("Painopisteen SPARQL-rajapinta", "Painopistes SPARQL-gränssnitt", "SPARQL endpoint of Painopiste")
SERVICE_DESCRIPTION = said(
    "Vastaa SPARQL 1.1 -kyselyihin koko graafista; oletusgraafi on nimettyjen graafien yhdiste. Vain luku.",
    "Besvarar SPARQL 1.1-frågor om hela grafen; standardgrafen är unionen av de namngivna graferna. Endast läsning.",
    "Answers SPARQL 1.1 queries on the whole graph; the default graph is the union of the named graphs. Read-only.",
)
SERIES = said("Painopisteiden vuosipainokset", "Årsutgåvor av prioriteringarna", "Editions of the priorities")
SERIES_DESCRIPTION = said(
    "Sisäministeriön painopisteasiakirjan vuosipainokset, kukin omana aineistonaan.",
    "Årsutgåvorna av inrikesministeriets prioriteringsdokument, var och en som ett eget dataset.",
    "The editions of the ministry's priority document, each as a dataset of its own.",
)
EDITION_DESCRIPTION = said(
    "Yksi vuosipainos luetelmakohtineen, painopisteineen ja sitoumuksineen.",
    "En årsutgåva med sina punkter, prioriteringar och åtaganden.",
    "One edition with its bullets, priorities and commitments.",
)
HASH = said("Sisällön kanoninen tiiviste (RDFC-1.0)", "Innehållets kanoniska kontrollsumma (RDFC-1.0)", "Canonical hash of the content (RDFC-1.0)")
SELF = said("Graafin kuvaus", "Beskrivning av grafen", "Description of the graph")
DATA_OF = alike("Data")
CLASS_PARTITION = said("Luokan edustajat", "Instanser av klassen", "Instances of the class")
PROPERTY_PARTITION = said("Ominaisuuden väitteet", "Påståenden med egenskapen", "Statements with the property")
TABLE = said("Taulukko", "Tabell", "Table")
WHOLE = said("Koko graafi", "Hela grafen", "The whole graph")

TABLES = {
    "priorities": said("painopisteet", "prioriteringar", "priorities"),
    "commitments": said("sitoumukset", "åtaganden", "commitments"),
    "dossiers": said("EU-asiat", "EU-ärenden", "dossiers"),
    "events": said("tapahtumat", "händelser", "events"),
    "acts": said("säädökset", "rättsakter", "acts"),
    "partnerships": said("kumppanuudet", "partnerskap", "partnerships"),
    "evidence": said("perustellut yhteydet", "belagda kopplingar", "evidence links"),
}
GRAPHS = {
    "acts": said("Säädökset", "Rättsakter", "Acts"),
    "derived": said("Lasketut tiedot", "Beräknade uppgifter", "Computed statements"),
    "documents": said("Asiakirjat", "Dokument", "Documents"),
    "dossiers": said("EU-asiat", "EU-ärenden", "Dossiers"),
    "editions": said("Vuosipainokset", "Årsutgåvor", "Editions"),
    "evidence": said("Perustellut yhteydet", "Belagda kopplingar", "Evidence"),
    "ontology": said("Ontologia", "Ontologi", "Ontology"),
    "organisations": said("Organisaatiot", "Organisationer", "Organisations"),
    "partnerships": said("Kumppanuudet", "Partnerskap", "Partnerships"),
    "persons": said("Henkilöt", "Personer", "Persons"),
    "policies": said("Politiikat", "Strategier", "Policies"),
    "programmes": said("Ohjelmat", "Program", "Programmes"),
    "queries": said("Kyselyt", "Frågor", "Queries"),
    "reference": said("Viitetiedot", "Referensdata", "Reference data"),
    "shapes": said("Muotosäännöt", "Former", "Shapes"),
}
