"""Reads, cleans and classifies what an agency exports from SIASN. Pure: knows neither Django nor the database."""
