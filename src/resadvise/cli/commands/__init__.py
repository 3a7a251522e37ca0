"""The commands, a module each, whose `spec` returns the command or the group of commands."""
