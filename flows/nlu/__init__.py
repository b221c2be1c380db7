"""Natural-language understanding: text in, an Interpretation out."""
