"""OpenAI's moderation endpoint: its clients get a new base URL and a site's key."""
