"""The desk: where front ends with an event loop have requests read, made and remembered."""
