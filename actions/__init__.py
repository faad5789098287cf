"""Custom actions, one a file: they translate slots into a rule's input and its result into a response, nothing else."""
