"""Measure the cleaner on the labelled pages beside the project: `invoke gate`."""
