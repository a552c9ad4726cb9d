"""The studio: the conversation in a browser, and the HTTP API under ``/api/v1``."""
