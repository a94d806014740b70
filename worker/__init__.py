"""Celery: when things run. What a decision should be is none of its business."""
