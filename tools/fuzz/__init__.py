"""Throw broken dumps at the newsroom until something falls over."""
