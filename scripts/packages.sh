#!/usr/bin/env bash
# Debian and Ubuntu packages: installed when root or sudo is there, else named in one line.
# run: what the portal needs; test: what checks and tests need on top. Then leave the stamp.
set -euo pipefail
kind=$1 stamp=$2

wanted=(libmagic1 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation)
if [ "$kind" = test ]; then
    chromium=chromium
    # Ubuntu has Chromium under another name.
    if grep -qs '^ID=ubuntu' /etc/os-release; then chromium=chromium-browser; fi
    wanted+=(gettext clamav-daemon poppler-utils "$chromium")
fi

leave_stamp() {
    mkdir -p "$(dirname "$stamp")"
    touch "$stamp"
}

if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian or Ubuntu; please see to it that these are here: ${wanted[*]}" >&2
    leave_stamp
    exit 0
fi

installed() { # newer releases name some libraries with the ending t64
    # It fails when it does not know one of the two, whatever it says about the other.
    { dpkg-query --show --showformat='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null || true; } | grep -qx installed
}

missing=()
for package in "${wanted[@]}"; do
    installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    leave_stamp
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "These packages are missing: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        # Fonts alone are no reason to stop: PDFs take another one.
        if [ "${missing[*]}" = fonts-liberation ]; then exit 0; fi
        exit 1
    fi
    as_root=(sudo -n)
fi

# The scanner is run by our tests with our own signatures; the system's service is not to start.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null
    "${as_root[@]}" chmod 755 $policy
    trap '"${as_root[@]}" rm -f $policy' EXIT
fi

echo "Installing packages: ${missing[*]} …"
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option Dpkg::Use-Pty=0)
"${install[@]}" update >/dev/null || echo "apt-get update failed; trying with the lists that are here." >&2
"${install[@]}" install --no-install-recommends "${missing[@]}" >/dev/null
if [ -d /run/systemd/system ] && [[ " ${missing[*]} " == *" clamav-daemon "* ]]; then
    "${as_root[@]}" systemctl disable --quiet clamav-daemon clamav-freshclam
fi
leave_stamp
