#!/usr/bin/env bash
# Installs what is missing, builds Waybill and starts it on the built-in practice environment.
#   bash packaging/run.sh                 the window; without a display the same job on the command line
#   bash packaging/run.sh --build-only    stops after the build
#   bash packaging/run.sh --no-window     the command line also where there is a display
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

build_only=no
window=yes
for word in "$@"; do
    case "$word" in
    --build-only) build_only=yes ;;
    --no-window) window=no ;;
    -h | --help) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    *) die "\"$word\" is not an option of this script; there are --build-only and --no-window." ;;
    esac
done

bash packaging/install-packages.sh build run || exit $?
build release waybill waybill-cli waybill-practice
bin=$PWD/build/release/bin
if [ "$build_only" = yes ]; then
    say "Ready: $bin holds waybill, waybill-cli and waybill-practice."
    exit 0
fi
if [ "$window" = yes ] && has_display; then
    say "Starting Waybill. On the first start it opens the practice environment: press \"Push the sample\"."
    exec "$bin/waybill"
fi
[ "$window" = no ] || say "There is no display here, so the same job runs on the command line."
exec bash packaging/run-without-window.sh "$bin"
