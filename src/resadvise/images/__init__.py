"""Image file -> what it really is, from its header alone."""
