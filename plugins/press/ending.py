"""What is done in each process that works apart before it ends; whoever has something to keep adds how."""

from __future__ import annotations

from collections.abc import Callable

before_end: list[Callable[[], None]] = []
