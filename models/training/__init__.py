"""Training the networks, measuring them while they learn, and shipping the result."""
