"""Tests of the matcher of duplicate listings."""
