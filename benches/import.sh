#!/usr/bin/env bash
# Imports the sample register of 10,040 firms into a fresh embedded database, on two cores, and
# fails when it takes 10 seconds or 200 MiB. Needs the release build: `make bench`.
set -euo pipefail
cd "$(dirname "$0")/.."

most_secs=10 most_mib=200
wanqi=${1:-target/release/wanqi}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export WANQI_DATABASE_URL="sqlite:$folder/wanqi.db" WANQI_DATA_DIR="$folder"

two_cores=()
if command -v taskset >/dev/null; then two_cores=(taskset -c 0,1); fi

"$wanqi" import tests/data/towns.csv --kind towns

# The highest memory that the kernel has seen, asked for until the process is gone.
measure() {
    local file=$1 expected=$2 begin end pid status=0 seen peak=0
    begin=$(date +%s%N)
    "${two_cores[@]}" "$wanqi" import "$file" --kind enterprises >"$folder/refused" &
    pid=$!
    while seen=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$seen" ]; do
        peak=$seen
        sleep 0.02
    done
    wait "$pid" || status=$?
    end=$(date +%s%N)
    # Refused rows make it exit 1.
    [ "$status" = 1 ] || { echo "bench: exit status $status"; exit 1; }
    [ "$(wc -l <"$folder/refused")" = 40 ] || { echo "bench: not the 40 rows refused"; exit 1; }
    awk -v ns="$((end - begin))" -v kib="$peak" -v what="$expected" \
        -v most_secs="$most_secs" -v most_mib="$most_mib" 'BEGIN {
            secs = ns / 1e9; mib = kib / 1024
            printf "bench: %s: %.2f s (at most %d), peak %.0f MiB (at most %d)\n",
                what, secs, most_secs, mib, most_mib
            exit secs > most_secs || mib > most_mib
        }'
}

measure tests/data/enterprises.xlsx "10,040 rows of XLSX, all new"
measure tests/data/enterprises.gb18030.csv "10,040 rows of CSV, all known"
