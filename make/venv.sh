#!/bin/sh
# Makes .venv and installs into it what is locked: `make/venv.sh run` or `make/venv.sh dev`.
# Does nothing, and takes no time, where both are as they should be.
set -eu
cd "$(dirname "$0")/.."
. make/debian.sh

want=${1:-run}
python=${PYTHON:-python3}
here=$(pwd -P)
case $want in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) say "make/venv.sh takes run or dev, not $want."; exit 2 ;;
esac

# A clone that was moved, or a Python that was removed or upgraded, leaves an environment whose
# programs point elsewhere or find no packages.
usable() {
    [ -x .venv/bin/python ] || return 1
    grep -qF -e "=$here/.venv" -e "=\"$here/.venv" -e "='$here/.venv" .venv/bin/activate 2>/dev/null || return 1
    .venv/bin/python -c '
import importlib.util, sys
sys.exit(sys.version_info < (3, 11) or importlib.util.find_spec("pip") is None)' 2>/dev/null
}

new_enough() {
    command -v "$python" >/dev/null 2>&1 || { say "There is no $python here: install Python 3.11 or newer."; exit 1; }
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        say "$python is Python $("$python" -c 'import platform; print(platform.python_version())'), but Python 3.11 or" \
            "newer is needed. Where another is installed, name it: make $want PYTHON=python3.12"
        exit 1
    }
}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

# Debian packs venv apart from Python, under the version's own name.
need_venv() {
    has_venv && return
    package="$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')"
    if is_debian; then
        if is_root; then
            say "Installing $package, which makes virtual environments ..."
            debian_install "$package" && has_venv && return
        fi
        say "Python's venv is missing. Install it, then try again:" "    sudo apt-get install $package"
    else
        say "Python's venv module is missing from $python: install it with your system's packages, then try again."
    fi
    exit 1
}

if ! usable; then
    new_enough
    need_venv
    [ -e .venv ] && say "The environment in .venv was made elsewhere or is broken: making it anew ..." \
        || say "Making a virtual environment in .venv ..."
    rm -rf .venv
    "$python" -m venv .venv
fi

# What was installed last is kept beside it: the same lock file needs no work.
installed=.venv/installed-$lock
if ! cmp -s "$lock" "$installed"; then
    say "Installing what $lock names into .venv ..."
    .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r "$lock" || {
        say "The packages could not be installed; what pip said stands above. Nothing else was changed."
        exit 1
    }
    cp "$lock" "$installed"
    # The development lock holds the runtime's own versions, so both stand now.
    if [ "$want" = dev ]; then cp requirements.txt .venv/installed-requirements.txt; fi
    # And the runtime's lock may have moved a version that the development lock named before.
    if [ "$want" = run ]; then rm -f .venv/installed-requirements-dev.txt; fi
fi
