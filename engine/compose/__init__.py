"""From a request to a fused lead sheet: form, chords, two phases, and the choice of the best."""
