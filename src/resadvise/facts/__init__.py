"""The facts: data files -> one frozen catalog."""
