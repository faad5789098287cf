"""Facts that a Dutch message says, such as hours, dates and places; ``docs/facts.md`` lists them. No Rasa in here."""

from bot.nlu.facts.extractor import extract_facts
from bot.nlu.facts.model import Fact, FactValue

__all__ = ["Fact", "FactValue", "extract_facts"]
