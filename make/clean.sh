#!/bin/sh
# Removes what can be made again. The database, the uploads and the secret key stay.
set -eu
cd "$(dirname "$0")/.."
rm -rf .venv var/static var/static.json var/shots var/tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
rm -f bench/results.json
find . -name __pycache__ -type d -prune -exec rm -rf {} +
echo "Removed .venv, collected static files, pictures of pages, tools and caches."
echo "Kept in var/: the database, the uploads and the secret key."
