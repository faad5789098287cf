"""Understanding of Dutch messages: language, intent, entities, and whether we are sure enough to answer."""
