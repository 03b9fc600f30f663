"""Listings in; RSS, Atom, iCalendar, JSON Feed and OPML documents out, published as files."""
