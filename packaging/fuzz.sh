#!/usr/bin/env bash
# Installs what is missing, builds the fuzzers with clang and runs each for a while over its corpus; part of
# `test.sh --all`. What crashes one is kept in build/fuzz/crashes, and shown.
#   bash packaging/fuzz.sh           20 seconds each
#   bash packaging/fuzz.sh 300       so many seconds each
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

case "${1:-20}" in
-h | --help) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
*[!0-9]* | 0) die "\"$1\" is no number of seconds." ;;
esac
seconds=${1:-20}

bash packaging/install-packages.sh build fuzz || exit $?
build fuzz
crashes=build/fuzz/crashes
mkdir -p "$crashes" build/fuzz/found

# fuzz FUZZER: ends with another code when it found something; its output is in build/fuzz/NAME.log.
fuzz() {
    local name=${1##*/}
    mkdir -p "build/fuzz/found/$name"
    # New inputs go into build/fuzz/found; the seeds in the repository stay as they are. Freed memory is kept aside for
    # a while to catch its use, but not so much that most of the time goes into fresh pages.
    ASAN_OPTIONS=quarantine_size_mb=32 QT_QPA_PLATFORM=offscreen "$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$crashes/$name-" "build/fuzz/found/$name" "tests/fuzz/corpus/$name" </dev/null \
        >"build/fuzz/$name.log" 2>&1
}

failed=()
declare -A names=() # of those that run, by process

# await: waits for one of those that run, and says what it found.
await() {
    local pid code=0 name
    wait -n -p pid || code=$?
    name=${names[$pid]}
    unset "names[$pid]"
    if [ "$code" = 0 ]; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log") inputs, nothing found"
    else
        failed+=("$name")
        tail -n 40 "build/fuzz/$name.log" >&2
    fi
}

at_once=$(build_jobs)
say "Fuzzing for $seconds seconds each, $at_once at once"
for fuzzer in build/fuzz/fuzzers/*Fuzz; do
    [ ${#names[@]} -lt "$at_once" ] || await
    fuzz "$fuzzer" &
    names[$!]=${fuzzer##*/}
done
while [ ${#names[@]} -gt 0 ]; do
    await
done
[ ${#failed[@]} -eq 0 ] ||
    die "Something was found by: ${failed[*]}. The inputs are in $crashes; repeat one with build/fuzz/fuzzers/NAME FILE."
say "The fuzzers found nothing."
