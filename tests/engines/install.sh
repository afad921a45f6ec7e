#!/usr/bin/env bash
# Install what the tests start and no Python package brings, from Debian: Virtuoso, nginx, curl, Jena with Java, the browser Chromium, and the Finnish morphology Voikko with its dictionary.
# Where that cannot be done the tests that need them are skipped and say so; with CI set they fail.
set -uo pipefail
has_jena() { command -v java >/dev/null && [ -e /usr/share/java/jena-cmds.jar ]; }
has_voikko() { ldconfig -p | grep -q libvoikko && [ -d /usr/lib/voikko ]; }
have() { command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null && [ -x /usr/sbin/nginx ] && command -v curl >/dev/null && command -v chromium >/dev/null && has_jena && has_voikko; }
get() { timeout 600 apt-get install -qq -y --no-install-recommends virtuoso-opensource nginx curl chromium default-jre-headless libapache-jena-java libvoikko1 voikko-fi >/dev/null; }
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
have || echo "tests/engines/install.sh: VIRTUOSO, NGINX, CURL, CHROMIUM, JENA AND VOIKKO ARE NOT ALL INSTALLED, and only root with apt-get can install them: their tests will be skipped." >&2
exit 0
