"""The conversation and the front ends on it: terminal now, Discord and the studio later."""
