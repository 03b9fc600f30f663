"""The commands of `muster`, a module for each group of them; `cli` puts them together.

A command parses its arguments and calls one function of a room. What takes long to import is imported inside the
command that needs it: the filters start in a tenth of a second.
"""
