#!/usr/bin/env bash
# How soon a server on an existing database answers, and what it holds while idle.
# Limits: the first answer within 1 s, 40 MiB while idle.
set -euo pipefail
cd "$(dirname "$0")/.."
wanqi=${WANQI:-target/release/wanqi}
folder=$(mktemp -d)
export WANQI_DATABASE_URL="sqlite:$folder/wanqi.db" WANQI_DATA_DIR="$folder" WANQI_LISTEN=127.0.0.1:18080
"$wanqi" demo --credentials "$folder/people.json" >/dev/null

began=$(date +%s%N)
"$wanqi" serve >/dev/null 2>"$folder/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
ask() {
    curl -sf http://127.0.0.1:18080/graphql -H 'Content-Type: application/json' \
        -d '{"query":"{ __typename }"}' >/dev/null
}
until ask; do
    if [ $((($(date +%s%N) - began) / 1000000)) -gt 10000 ]; then cat "$folder/log"; exit 1; fi
done
millis=$((($(date +%s%N) - began) / 1000000))
sleep 2
idle=$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status")
echo "first answer: $millis ms (limit 1000); idle: $((idle / 1024)) MiB (limit 40)"
[ "$millis" -le 1000 ] && [ "$idle" -le $((40 * 1024)) ]
