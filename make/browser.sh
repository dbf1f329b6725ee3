#!/bin/sh
# Sees to it that there is a Chromium for the browser tests: one that is installed, else Debian's
# package (as root), else Playwright's own. Without one it fails; only SKIP_BROWSER=1 goes on.
set -eu
cd "$(dirname "$0")/.."
. make/debian.sh

case ${SKIP_BROWSER:-} in
    "" | 0) ;;
    *) say "SKIP_BROWSER is set: the browser tests are left out."; exit 0 ;;
esac

found() { .venv/bin/python -m make.chromium >/dev/null 2>&1; }

if [ -n "${CHROMIUM:-}" ]; then
    found && exit 0
    say "CHROMIUM is \"$CHROMIUM\", but that is no program that can be run."
    exit 1
fi
found && exit 0
if is_debian && is_root; then
    say "Installing Chromium for the browser tests ..."
    debian_install chromium && found && exit 0
else
    say "Fetching Playwright's Chromium for the browser tests ..."
    .venv/bin/python -m playwright install chromium >&2 && found && exit 0
fi
say "The browser tests need Chromium, and none could be found or installed. Install it (on Debian:" \
    "sudo apt-get install chromium), or name one with CHROMIUM=/path/to/chromium, or leave those" \
    "tests out with SKIP_BROWSER=1."
exit 1
