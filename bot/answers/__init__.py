"""Answers as content: files, schema, choice of version and audience, rendering. Knows nothing of Rasa."""
