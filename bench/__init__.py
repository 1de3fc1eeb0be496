"""Benchmarks: what a page, a reply and a commit cost, beside a bare floor on the same server."""
