#!/usr/bin/env bash
# Installs the OpenID provider that signing in is tested against into build/foreign-sign-in: exactly the packages that
# tests/journeys/foreign-sign-in/package-lock.json names. Needs node and npm, and installs Debian's where there are none.
#   bash packaging/foreign-sign-in.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

command -v node >/dev/null && command -v npm >/dev/null || bash packaging/install-packages.sh foreign
folder=build/foreign-sign-in
mkdir -p "$folder"
cp tests/journeys/foreign-sign-in/* "$folder/"
say "Installing the OpenID provider into $folder"
npm --prefix "$folder" ci --no-audit --no-fund --ignore-scripts </dev/null >"$folder/npm.log" 2>&1 ||
    { tail -n 20 "$folder/npm.log" >&2; die "npm could not install the OpenID provider; see $folder/npm.log."; }
