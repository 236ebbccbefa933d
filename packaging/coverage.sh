#!/usr/bin/env bash
# Installs what is missing, builds app/ with counters, runs the tests of tests/app (and what programs they start), and
# prints the share of lines of app/ that ran; fails below 85 %. Part of `test.sh --all`.
#   bash packaging/coverage.sh       build/coverage.txt lists the lines that never ran, by file
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

least=85
case "${1:-}" in
-h | --help) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
"") ;;
*) die "\"$1\" is not an option of this script; it takes none." ;;
esac

bash packaging/install-packages.sh build run test coverage || exit $?
build coverage tests/app/all
find build/coverage -name '*.gcda' -delete # counts of an earlier run
say "Testing build/coverage"
env -u WAYBILL_PROFILE -u DISPLAY -u WAYLAND_DISPLAY \
    ctest --test-dir build/coverage/tests/app --parallel "$(build_jobs)" --no-tests=error --output-on-failure \
    </dev/null >build/coverage-tests.log 2>&1 ||
    { tail -n 40 build/coverage-tests.log >&2; die "Tests failed; their whole output is in build/coverage-tests.log."; }
status=0
# gcov of g++ 12 counts some branches of coroutines below zero, which gcovr would stop at; lines are counted soundly.
gcovr --root . --filter app/ --object-directory build/coverage --gcov-ignore-parse-errors \
    --fail-under-line "$least" --print-summary --output build/coverage.txt build/coverage >build/coverage-summary.txt \
    2>build/coverage-gcovr.log || status=$?
lines=$(grep '^lines:' build/coverage-summary.txt) ||
    { tail -n 5 build/coverage-gcovr.log >&2; die "gcovr could not read the counters."; }
[ "$status" -eq 0 ] ||
    die "Coverage of app/: $lines, but at least $least % of lines must run. build/coverage.txt lists the lines that never ran."
say "Coverage of app/ by its unit tests: $lines, of which $least % are asked for."
