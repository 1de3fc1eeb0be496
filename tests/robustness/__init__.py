"""Bad input, sent twice, in great numbers, and with intent."""
