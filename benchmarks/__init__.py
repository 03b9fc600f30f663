"""Benchmarks: each states ratios against a yardstick timed in the same run."""
