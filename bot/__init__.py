"""Duaalwijzer: what Rasa does not give (answers, rules, Dutch understanding, channels, storage)."""
