"""What stands between Rasa's dialogue engine and our content: answers, context of a message, trackers."""
