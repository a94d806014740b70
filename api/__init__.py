"""HTTP: parse, authorise, call the rules, answer."""
