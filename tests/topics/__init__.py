"""Tests of the taxonomy and of the topic classifier."""
