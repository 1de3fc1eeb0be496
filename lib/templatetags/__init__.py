"""The template tags every room uses."""
