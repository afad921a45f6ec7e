#!/usr/bin/env bash
# Install the engine that the tests start and that no Python package brings: Virtuoso, from Debian.
# Where that cannot be done the tests that need it are skipped and say so; with CI set they fail.
set -uo pipefail
have() { command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null; }
get() { timeout 600 apt-get install -qq -y --no-install-recommends virtuoso-opensource >/dev/null; }
have && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    # The package would start a server of its own: for as long as it is being installed a policy says no.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    fi
    get || { timeout 600 apt-get update -qq && get; }
fi
have || echo "tests/engines/install.sh: VIRTUOSO IS NOT INSTALLED, and only root with apt-get can install it: its tests will be skipped." >&2
exit 0
