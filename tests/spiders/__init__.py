"""Tests of the spiders, but for reading and the network."""
