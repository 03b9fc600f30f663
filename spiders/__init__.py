"""Pages of other people's sites in, Drafts out: sources, one spider, readers, network manners."""
