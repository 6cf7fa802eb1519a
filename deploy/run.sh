#!/usr/bin/env bash
# Migrates, fills a new database, says how to sign in, and starts the processes of the Procfile.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
umask 077 # records, files and the key are for this account alone
export SITE_URL=${SITE_URL:-http://127.0.0.1:$PORT}

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  echo "Port $PORT is taken. Choose another one: make run PORT=8001"
  exit 1
fi
$python manage.py migrate --verbosity 0
$python manage.py collectstatic --noinput --verbosity 0
state=$($python manage.py state)
echo
if [ "$state" = new ] && [ "$DEMO" = no ]; then
  echo "Set SMSapp up by this one-time link:"
  $python manage.py setup_link
elif [ "$state" = new ]; then
  echo "A demo organisation for you to look around in. Sign in as:"
  $python manage.py demo
  echo "Shown again by: .venv/bin/python manage.py demo_accounts"
fi
echo
echo "SMSapp is at $SITE_URL. Ctrl-C stops it."

# The processes have sessions of their own: whatever ends this script must end them too.
stop() {
  kill "$honcho" 2>/dev/null || true
  wait "$honcho" || true
  exit 0
}
.venv/bin/honcho --env /dev/null start &
honcho=$!
trap stop INT TERM
wait "$honcho"
