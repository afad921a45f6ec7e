"""Edited and imported statements side by side: where they agree, differ, or one side is silent."""

from painopiste.comparing.comparing import compare
from painopiste.comparing.comparison import Comparison, Verdict, is_severe
from painopiste.comparing.parliament import compare_parliament
from painopiste.comparing.saying import GRAPH, statements_of
from painopiste.comparing.writing import write_comparisons

__all__ = ["GRAPH", "Comparison", "Verdict", "compare", "compare_parliament", "is_severe", "statements_of", "write_comparisons"]
