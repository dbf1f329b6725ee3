"""Benchmarks: what the site costs, each number beside something measured in the same run.

They run for minutes, depend on the machine, and are therefore no tests.
"""
