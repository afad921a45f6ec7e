"""The graph that tells what the graph is: DCAT-AP for catalogues, VoID for its size and links, DQV for its quality, all counted on the store."""

from painopiste.description.describe import describe_dataset
from painopiste.description.release import Release

__all__ = ["Release", "describe_dataset"]
