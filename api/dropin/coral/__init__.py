"""Coral's external moderation phase: a signed question in, a status and reasons out."""
