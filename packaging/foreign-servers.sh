#!/usr/bin/env bash
# Installs the servers of other people that Waybill is tested against: exactly the packages that the package-lock.json
# of each folder tests/journeys/foreign-… names, into build/foreign-…. Needs node, its headers, npm and a compiler, and
# installs Debian's where there are none.
#   bash packaging/foreign-servers.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

# node_root: the folder above node's bin and include.
node_root() { dirname "$(dirname "$(readlink -f "$(command -v node)")")"; }

command -v node >/dev/null && command -v npm >/dev/null && [ -e "$(node_root)/include/node/node.h" ] ||
    bash packaging/install-packages.sh foreign
for source in tests/journeys/foreign-*/; do
    name=$(basename "$source")
    folder=build/$name
    mkdir -p "$folder"
    cp "$source"* "$folder/"
    say "Installing $name into $folder"
    npm --prefix "$folder" ci --no-audit --no-fund --ignore-scripts </dev/null >"$folder/npm.log" 2>&1 ||
        { tail -n 20 "$folder/npm.log" >&2; die "npm could not install $name; see $folder/npm.log."; }
    # The one package that is compiled here: SQLite for node.
    [ ! -d "$folder/node_modules/better-sqlite3" ] ||
        (cd "$folder/node_modules/better-sqlite3" &&
            npm_config_nodedir=$(node_root) npx --no-install node-gyp rebuild --release) \
            </dev/null >"$folder/build.log" 2>&1 ||
        { tail -n 20 "$folder/build.log" >&2; die "SQLite for node could not be compiled; see $folder/build.log."; }
done
