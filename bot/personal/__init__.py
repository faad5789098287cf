"""Personal answers: from the facts a family told to a rule's result, and to the words for it. Knows nothing of Rasa."""
