"""Answers that are remembered: each computed once for all who ask the same at the same time, and kept as long as there is room."""

from painopiste.answers.answers import Answers, Flowing, Key
from painopiste.answers.memory import Whole

__all__ = ["Answers", "Flowing", "Key", "Whole"]
