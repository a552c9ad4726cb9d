"""The sentences, one pair of files a language: what is said, and what commands are called.

Keys are the same in every language and so are the places (``{code}``) in a sentence. Names of
commands and options (``name.…``) are lower case, without blanks, at most 32 characters;
descriptions (``about.…``) have at most 100.
"""
