"""Fetching: public corpora brought here by their addresses, checked, resumed, unpacked."""
