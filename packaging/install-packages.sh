#!/usr/bin/env bash
# Installs the Debian packages of the named groups (build, run, test …) that are missing, and says which.
#   bash packaging/install-packages.sh build run
# Works as root and as a user who may use sudo. WAYBILL_SKIP_INSTALL=1 leaves the system as it is.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/common.sh
. "$folder/common.sh"

[ $# -gt 0 ] || die "Which packages? Name one or more groups of linux/packages.txt, such as build, run or test."
if [ "${WAYBILL_SKIP_INSTALL:-}" = 1 ]; then
    say "Leaving the installed packages as they are (WAYBILL_SKIP_INSTALL=1)."
    exit 0
fi

wanted=()
for group in "$@"; do
    mapfile -t found < <(awk -v group="$group" '$1 == group { print $2 }' "$folder/linux/packages.txt")
    [ ${#found[@]} -gt 0 ] || die "There is no group of packages called \"$group\"; linux/packages.txt lists them."
    wanted+=("${found[@]}")
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    die "This is not a Debian system, so the packages cannot be installed from here." \
        "Install what packaging/linux/packages.txt lists in your system's own way, then run this again with WAYBILL_SKIP_INSTALL=1."
fi

missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -x installed | head -n 1 || true)
    [ "$state" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    say "All ${#wanted[@]} packages are installed (groups: $*)."
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
        die "Packages are missing, and only root may install them; there is no sudo here." \
            "As root, run: apt-get install --no-install-recommends ${missing[*]}"
    if [ -t 0 ]; then
        sudo -v || die "sudo said no, so nothing was installed. As root, run: apt-get install --no-install-recommends ${missing[*]}"
    else
        sudo -n true 2>/dev/null ||
            die "Packages are missing, and sudo wants a password but there is no terminal to ask for it." \
                "As root, run: apt-get install --no-install-recommends ${missing[*]}"
    fi
    as_root=(sudo)
fi

say "Installing ${#missing[@]} missing packages with apt: ${missing[*]}"

apt() { # the lists and the installation never ask, and wait for another apt to end
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt update >"$log" 2>&1 || { tail -n 5 "$log" >&2; warn "apt could not refresh its lists; going on with those that are there."; }
if ! apt install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die "apt could not install what is missing (its last words are above)." \
        "Is this machine online, and is it Debian 12 or newer with the \"main\" section? Then run this again."
fi
for package in "${missing[@]}"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
        die "apt reported success, but $package is still not installed. Look at: apt-get install $package"
done
say "Installed ${#missing[@]} packages."
