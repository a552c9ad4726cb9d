"""The Discord front end: thin, on the desk. Nothing outside this folder knows of Discord."""
