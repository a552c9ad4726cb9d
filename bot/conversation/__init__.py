"""What people type, and what it means.

Text becomes tokens (`normalise`, `scanner`), tokens become facts (`meanings`), facts
become a request (`resolve`), and a `Dialogue` keeps what went before. Nothing here
knows Discord, the network, TensorFlow or a database.
"""
