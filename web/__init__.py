"""The catalogue in; the calendar site and the feeds over HTTP out, whole without JavaScript."""
