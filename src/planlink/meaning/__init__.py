"""Meaning: text as weighted words, encoders, vectors."""
