"""Starts, stops and sets up. Not Django: bash and the standard library, so that it also runs before anything is installed."""
