"""Rendering: a finished piece becomes sound, pictures and pages.

Knows synths, loudness, pixels and files; decides nothing about the music.
"""
