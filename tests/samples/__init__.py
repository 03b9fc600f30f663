"""Tests of the sample sites, read with parsers that are not Muster's own."""
