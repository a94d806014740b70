"""Perspective's Comment Analyzer v1alpha1: scores for a text, in Google's JSON."""
