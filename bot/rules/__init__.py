"""Rules of duaal leren as pure functions over dated parameters: no Rasa, no I/O, no clock."""
