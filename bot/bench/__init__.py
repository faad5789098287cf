"""Benchmarks: this assistant beside Rasa's default configuration, with real servers over HTTP."""


class BenchError(Exception):
    """A server or training stopped; the message holds the end of what it printed."""
