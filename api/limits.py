"""How much one request may bring: every limit in one place, told in docs/api.md."""

# Bytes of a request's body; a batch may bring more.
LARGEST_BODY = 1024 * 1024
LARGEST_BATCH_BODY = 8 * 1024 * 1024
# Comments in one batch, and rows on one page of a listing.
LARGEST_BATCH = 500
LARGEST_PAGE = 200
# Code points
LONGEST_TEXT = 65_535
LONGEST_ARTICLE = 20_000
# Bytes of UTF-8, as Perspective has it
LONGEST_ANALYSED = 20_480
# Levels of JSON within each other
DEEPEST = 20
# Seconds that `Prefer: wait` can hold an answer
LONGEST_WAIT = 10.0
