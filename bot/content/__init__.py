"""Reading content files (answers, replies, parameters) with errors a non-programmer can act on."""
