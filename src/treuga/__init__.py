"""Treuga."""
