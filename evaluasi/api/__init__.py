"""The API of judgement and documents."""
