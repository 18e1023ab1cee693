"""The command `dateline`: its grammar, what each command does, what is printed."""
