"""The few sites that need code: one class each, at most 30 lines; most need a source file only."""
