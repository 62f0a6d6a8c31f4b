"""Measures what the README and docs/performance.md quote. Run it with `make bench`."""
