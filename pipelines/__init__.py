"""Drafts → Listings → events: what words mean, which listings are one event, and what it is about."""
