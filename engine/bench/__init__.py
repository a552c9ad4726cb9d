"""Measuring Fusebox on the machine at hand: everything as medians and ratios of one run."""
