"""Faults under load: people write and read through the real stack while its parts are killed."""
