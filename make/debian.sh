# Sourced by the other scripts: saying things, and installing Debian's packages where that is
# possible without asking anybody (as root on Debian or a system made from it).

say() { printf '%s\n' "$@" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

is_debian() { [ -e /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; }

# Package lists are fetched once, and only where a package is not known without.
debian_install() {
    log=$(mktemp)
    if ! apt_get install "$@" >"$log" 2>&1; then
        if ! { apt_get update && apt_get install "$@"; } >"$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            return 1
        fi
    fi
    rm -f "$log"
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@" </dev/null; }
