"""Tests of the pure reader."""
