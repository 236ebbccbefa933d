#!/usr/bin/env bash
# Installs what is missing, builds the benchmarks beside the release build and runs each that tests/bench/README.md
# names; writes the figures beside their budgets into build/bench.md and says which are met.
#   bash packaging/bench.sh             all of them
#   bash packaging/bench.sh Journal     only the programs whose name contains the word
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

only=
case "${1:-}" in
-h | --help) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
-*) die "\"$1\" is not an option of this script; it takes a part of a program's name." ;;
*) only=${1:-} ;;
esac

mapfile -t lines < <(grep -E '^ +build/release/bin/[A-Za-z]+Bench' tests/bench/README.md | sed 's/^ *//' | grep -F -- "$only")
[ ${#lines[@]} -gt 0 ] || die "tests/bench/README.md names no program with \"$only\" in its name."

bash packaging/install-packages.sh build run test bench || exit $?
build release -DWAYBILL_BENCHES=ON waybill waybill-cli waybill-practice benches

# DuckDB, which queries are measured against: what the lock file names, and nothing else of node. Without it that one
# figure is missing.
fetch_duckdb() {
    local folder=build/duckdb
    cmp -s tests/bench/duckdb/package-lock.json "$folder/node_modules/.of-lock" && return
    command -v npm >/dev/null || bash packaging/install-packages.sh foreign || return
    mkdir -p "$folder"
    cp tests/bench/duckdb/* "$folder/"
    say "Fetching DuckDB into $folder"
    npm --prefix "$folder" ci --no-audit --no-fund --ignore-scripts </dev/null >"$folder/npm.log" 2>&1 ||
        { tail -n 20 "$folder/npm.log" >&2; return 1; }
    cp tests/bench/duckdb/package-lock.json "$folder/node_modules/.of-lock"
}
if [[ "${lines[*]}" == *QueryBench* ]]; then
    fetch_duckdb || warn "DuckDB could not be fetched, so nothing is measured against it."
fi

figures=$(mktemp)
run_time=$(mktemp -d)
trap 'rm -rf "$figures" "$run_time"' EXIT
failed=()
for line in "${lines[@]}"; do
    read -r -a words <<<"$line"
    say "Measuring: $line"
    began=$SECONDS
    # Nothing of this desktop leaks in; a program that shows a window draws it into memory.
    if env -u WAYBILL_PROFILE -u DISPLAY -u WAYLAND_DISPLAY XDG_RUNTIME_DIR="$run_time" QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 \
        "${words[@]}" </dev/null >"$figures.one"; then
        cat "$figures.one" >>"$figures"
        echo "$(grep -c '"figure"' "$figures.one" || true) figures in $((SECONDS - began)) seconds."
    else
        failed+=("$line")
        warn "$line could not measure; what it said is above."
    fi
    rm -f "$figures.one"
done

status=0
python3 tests/bench/table.py "$figures" >build/bench.md || status=$?
cat build/bench.md
[ ${#failed[@]} -eq 0 ] || die "These could not measure: ${failed[*]}. The other figures are in build/bench.md."
[ "$status" -eq 0 ] || die "Some budgets are missed; build/bench.md says which."
say "Every budget is met ($SECONDS seconds); the figures are in build/bench.md."
