"""The Japanese language: letters, tokens, numbers and dates. Knows nothing of plans."""
