#!/usr/bin/env bash
# The first run without a window: pushes the sample and the failing sample to a practice environment of its own,
# follows both live, says why the second failed, and draws every page into build/pictures. Started by run.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/common.sh

bin=${1:-build/release/bin}
samples=resources/samples
pictures=build/pictures
for program in waybill waybill-cli waybill-practice; do
    [ -x "$bin/$program" ] || die "$bin/$program is not there. Run: bash packaging/run.sh --build-only"
done
command -v jq >/dev/null || die "There is no jq to read JSON with. Install it, then run this again."

profile=$(mktemp -d)
clean_up() {
    # The practice environment ends when its standard input closes; only then may its folder go.
    if [ -n "${PRACTICE_PID:-}" ]; then
        local pid=$PRACTICE_PID lifeline=${PRACTICE[1]}
        exec {lifeline}>&-
        wait "$pid" 2>/dev/null || true
    fi
    rm -rf "$profile"
}
trap clean_up EXIT
export WAYBILL_PROFILE=$profile/waybill
cli() { "$bin/waybill-cli" "$@"; }

say "Starting a practice environment: an F&O of your own on this machine, with real sockets and made-up data"
# The open pipe is its lifeline: when this script ends, however it ends, the practice environment ends too.
coproc PRACTICE { exec "$bin/waybill-practice" --profile "$profile/practice" --parent-pipe; }
read -r -t 60 ready <&"${PRACTICE[0]}" || die "The practice environment did not start."
field() { jq -er ".$1" <<<"$ready"; }
secret=$(field secret)
echo "It answers at $(field url)."

say "Adding it as an environment, with its recurring data jobs"
# No session bus: this short-lived secret has no business in your keychain. The commands get it from the variable.
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent WAYBILL_SECRET_PRACTICE=$secret
printf '%s\n' "$secret" | cli environments add --name practice --url "$(field url)" --authority "$(field authority)" \
    --tenant "$(field tenant)" --client-id "$(field clientId)" --kind practice --secret-stdin 2>"$profile/said" ||
    { cat "$profile/said" >&2; die "The environment could not be added."; }
while IFS=$'\t' read -r name activity entity company; do
    cli jobs add --name "$name" --activity-id "$activity" --entity "$entity" --company "$company" --direction import
done < <(jq -r '.jobs[] | select(.direction == "import" and .entity != null)
                | [.name, .activityId, .entity, .company] | @tsv' <<<"$ready")

# push_and_follow FILE JOB: pushes, prints each change as it comes; leaves the outcome in $code and the key in $key.
push_and_follow() {
    local pushed
    pushed=$(cli --json push "$1" --job "$2") || die "$1 could not be pushed: $pushed"
    key=$(jq -er '.[0].key' <<<"$pushed")
    echo "Message $key has the id $(jq -r '.[0].messageId' <<<"$pushed"). Following it (times are UTC):"
    code=0
    cli follow --until-final | jq -r --unbuffered '"  \(.atUtc[11:19])  \(.status // .to)"' || code=${PIPESTATUS[0]}
}

say "Pushing $samples/customer-groups.csv"
push_and_follow "$samples/customer-groups.csv" "Customer groups"
[ "$code" -eq 0 ] || die "The good sample should have been processed, but following it ended with $code."
say "Processed. Now the sample that fails: $samples/demand-forecast-W48.csv"
push_and_follow "$samples/demand-forecast-W48.csv" "Demand forecast"
[ "$code" -eq 1 ] || die "The failing sample should have failed, but following it ended with $code."
say "Why did it fail? (waybill-cli why $key)"
cli why "$key"

say "Drawing every page into $pictures"
# On a profile of its own, whose practice environment has another secret.
env -u WAYBILL_SECRET_PRACTICE -u WAYBILL_PROFILE QT_QPA_PLATFORM=offscreen "$bin/waybill" --pictures "$pictures" >"$profile/said" 2>&1 ||
    { tail -n 20 "$profile/said" >&2; die "The pages could not be drawn."; }
drawn=$(find "$pictures" -name '*.png' | wc -l)
[ "$drawn" -gt 0 ] || die "No picture was drawn into $pictures."

say "Done: one file processed, one failed and explained, $drawn pictures in $pictures." \
    "With a display, run this again to see the window; without one, $bin/waybill-cli --help shows the rest."
