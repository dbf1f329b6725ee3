#!/bin/sh
# Sees to it that the Nu HTML checker is in var/tools, at one known version.
set -eu
cd "$(dirname "$0")/.."
. make/debian.sh
version=26.9.27

java -version >/dev/null 2>&1 || {
    say "The HTML checker needs Java: install it (on Debian: sudo apt-get install default-jre-headless)."
    exit 1
}
package=var/tools/node_modules/vnu-jar
if [ -e "$package/build/dist/vnu.jar" ] && grep -q "\"version\": *\"$version\"" "$package/package.json"; then exit 0; fi
command -v npm >/dev/null 2>&1 || {
    say "The HTML checker comes from npm: install npm (on Debian: sudo apt-get install npm)."
    exit 1
}
say "Installing the Nu HTML checker $version into var/tools ..."
[ -d var ] || mkdir -m 700 var
mkdir -p var/tools
# Its own scripts only fetch a Java, which is here already.
npm install --prefix var/tools --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
    "vnu-jar@$version" >/dev/null || {
    say "The HTML checker could not be installed; what npm said stands above."
    exit 1
}
