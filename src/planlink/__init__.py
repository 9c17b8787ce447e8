"""planlink reads the plans of Japanese municipalities and shows how they hold together."""

__version__ = "0.1.0"
