#!/bin/sh
# Installs the system libraries of the layout engine where that can be done without asking; else says what to type.
set -eu
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing what the layout engine needs: $packages"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
  exec .venv/bin/handbook doctor
fi
.venv/bin/handbook doctor || { echo "Then run make again." >&2; exit 1; }
