"""Calls of the providers' own SDKs: for each provider the instrumentor of the reference, and the cases."""
