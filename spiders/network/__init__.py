"""What stands between Scrapy and the network: the guard, decompression, robots.txt and patience."""
