"""The rules: what a comment is, which moves exist, what scores mean, what people may do."""
