#!/usr/bin/env bash
# Installs what is missing, builds the release preset and runs the tests: units, pages, journeys.
#   bash packaging/test.sh          some 20 minutes on two cores, from nothing
#   bash packaging/test.sh --all    over two hours: also the full kill schedule, the large files, all bad answers and
#                                   zips, every unit and page test again under AddressSanitizer and UBSan, the fuzzers,
#                                   and the coverage of app/; needs 12 GB of room for temporary files
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

all=no
for word in "$@"; do
    case "$word" in
    --all) all=yes ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    *) die "\"$word\" is not an option of this script; there is only --all." ;;
    esac
done

# run_tests PRESET [CTEST OPTION…]: the tests of one build, with CTest's own closing summary.
run_tests() {
    local preset=$1 parallel=2
    [ "$preset" != asan ] || parallel=1 # these do not wait, they work
    shift
    say "Testing build/$preset"
    # The tests bring their own session bus, keychain, screen and folders; nothing of this desktop leaks in.
    # Most of them wait for sockets and windows: twice as many as there are processors.
    env -u WAYBILL_PROFILE -u DISPLAY -u WAYLAND_DISPLAY \
        ctest --preset "$preset" --parallel "$(($(build_jobs) * parallel))" --no-tests=error "$@" </dev/null ||
        die "Tests failed in build/$preset; CTest lists them above, their whole output is in build/$preset/Testing/Temporary/LastTest.log."
}

bash packaging/install-packages.sh build run test || exit $?
build release
if [ "$all" = yes ]; then
    bash packaging/foreign-servers.sh
    run_tests release
    say "What the soak accounts for"
    sed -n '/files pushed in/,/^  windows:/p' build/release/Testing/Temporary/LastTest.log
    build asan
    # Only programs that run inside the sanitizers: a journey measures memory and time, which they change.
    LSAN_OPTIONS="suppressions=$PWD/packaging/linux/lsan.supp:print_suppressions=0" \
        ASAN_OPTIONS="detect_stack_use_after_return=0:strict_string_checks=1" \
        UBSAN_OPTIONS="print_stacktrace=1" run_tests asan -LE '^journey$'
    bash packaging/fuzz.sh
    bash packaging/coverage.sh
    say "Everything passed in $SECONDS seconds: all tests of the release build, the unit and page tests under the sanitizers, the fuzzers, and the coverage of app/."
else
    run_tests release -LE '^all$'
    say "All quick tests passed in $SECONDS seconds. \`bash packaging/test.sh --all\` runs the long ones too."
fi
