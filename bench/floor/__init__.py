"""The floor: what bare Django needs for the rows of the product's pages, on the same server and tables."""
