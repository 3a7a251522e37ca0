"""The same answers for agents without a shell, over the Model Context Protocol."""
