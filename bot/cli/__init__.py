"""The command line: thin commands on the same core as every other front end."""
