"""How dates are written before a script knows the reader's own language and zone."""
