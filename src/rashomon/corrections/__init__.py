"""A person's corrections of statements, questions and discrepancies, replayed over what the machine found."""
