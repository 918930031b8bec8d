"""How each shipped model was made: data in, weights out, one command each."""
