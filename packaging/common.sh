# shellcheck shell=bash
# Shared by the scripts here; sourced, never run.

say() { printf '\n==> %s\n' "$*"; }
warn() { printf 'Warning: %s\n' "$*" >&2; }
# Ends the script with one clear paragraph on stderr.
die() {
    printf '\nStopped: %s\n' "$*" >&2
    exit 1
}

# Whether there is a screen to show a window on.
has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

# build_jobs: how many compilers at once; each may need a gigabyte or so.
build_jobs() {
    local cores memory
    cores=$(nproc 2>/dev/null || echo 2)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1200000) }' /proc/meminfo 2>/dev/null || echo "$cores")
    [ "${memory:-0}" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# build PRESET [CMAKE OPTION…] [TARGET…]: configures and builds into build/PRESET; the output stays in build/PRESET.log.
build() {
    # The benchmarks need more than the programs; an earlier run of bench.sh in this folder does not count.
    local preset=$1 log started targets=() options=(-DWAYBILL_BENCHES=OFF)
    shift
    while [[ ${1:-} == -D* ]]; do
        options+=("$1")
        shift
    done
    [ $# -eq 0 ] || targets=(--target "$@")
    log=build/$preset.log
    mkdir -p build
    command -v cmake >/dev/null || die "There is no cmake. Run this again without WAYBILL_SKIP_INSTALL=1, or install what packaging/linux/packages.txt lists."
    if command -v ccache >/dev/null && ccache --version >/dev/null 2>&1; then
        # With precompiled headers ccache needs to be told that they may be compared by content.
        export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros,include_file_mtime,include_file_ctime}"
        export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$PWD}"
        options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_FLAGS=-fpch-preprocess)
    fi
    started=$SECONDS
    say "Configuring build/$preset"
    if ! cmake --preset "$preset" "${options[@]}" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        die "CMake could not configure the build; its last words are above, all of them in $log." \
            "If build/$preset comes from another place or compiler, delete that folder and try again."
    fi
    say "Building build/$preset ${*:+($*) }with $(build_jobs) compilers; the first time takes some minutes"
    if ! cmake --build --preset "$preset" --parallel "$(build_jobs)" "${targets[@]}" >>"$log" 2>&1; then
        grep -nE '(error|Error|FAILED|Killed):?' "$log" | tail -n 15 >&2
        tail -n 15 "$log" >&2
        die "The build failed; what the compiler said is above, all of it in $log."
    fi
    say "Built build/$preset in $((SECONDS - started)) seconds."
}
