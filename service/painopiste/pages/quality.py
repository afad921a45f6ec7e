"""The view of the graph's quality, as the description of the graph measured it."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.outside import OutsideView, outside_view
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, best, labels_of
from painopiste.queries import Row


@dataclass(frozen=True)
class QualityView:
    """A table of classes by metrics, the measurements of the whole, the release they belong to, and what came from outside."""

    metrics: tuple[Text, ...]
    rows: tuple[tuple[Link, tuple[str, ...]], ...]
    whole: tuple[tuple[Text, str, str], ...]
    release: Row
    outside: OutsideView


async def quality_view(reader: Reader) -> QualityView:
    """The quality of the served graph for a reader."""
    rows = await reader.rows("pages/quality")
    metrics = sorted({row["metric"] for row in rows}, key=lambda metric: (metric.endswith("last-checked"), not metric.endswith("records"), metric))
    values = {(row["class"], row["metric"]): row["value"] for row in rows}
    labels, classes = labels_of(await reader.rows("pages/metrics"), "metric", "label"), dict.fromkeys(row["class"] for row in rows)
    return QualityView(
        metrics=tuple(best(labels[metric], reader.language, metric) for metric in metrics),
        rows=tuple((reader.term(kind), tuple(values.get((kind, metric), "") for metric in metrics)) for kind in classes),
        whole=tuple(await measured_whole(reader)),
        release=next(iter(await reader.rows("pages/release")), {}),
        outside=await outside_view(reader),
    )


async def measured_whole(reader: Reader) -> list[tuple[Text, str, str]]:
    """Label, value and, for warnings, the page of the shape."""
    rows = await reader.rows("pages/quality-whole")
    facts = {row["measurement"]: row for row in rows}
    labels = labels_of(rows, "measurement", "label")
    shapes = {name: reader.href(row["shape"]) if "shape" in row else "" for name, row in facts.items()}
    return [(best(labels[name], reader.language, name), row["value"], shapes[name]) for name, row in facts.items()]
