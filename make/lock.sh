#!/bin/sh
# Writes the lock files from the .in files. The second is held to the versions of the first, so
# that what is tested is what runs.
set -eu
cd "$(dirname "$0")/.."

lock() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/python -m uv pip compile --quiet --universal \
        --python-version 3.11 --generate-hashes --no-emit-index-url "$@"
}
lock requirements.in --output-file requirements.txt
lock requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
.venv/bin/python -m make.check_lock
