"""One module per style of site; each turns a Visit into pages (see `samples.sites.STYLES`)."""
