"""The press: what changed, which pages, rendered, written."""
