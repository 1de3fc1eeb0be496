"""Pages of teams and the forms sent from them."""
