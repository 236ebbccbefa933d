"""What journeys are made of: the built programs, a private desktop session, and ways to wait for things."""
