"""Tests of what stands between Scrapy and the network."""
