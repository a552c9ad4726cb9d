"""Other ways to run the same networks, to compare the sampler with."""

WINDOW_EVENTS = 100
