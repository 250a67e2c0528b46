#!/usr/bin/env bash
# Runs a command beside a throwaway PostgreSQL and leaves nothing behind.
#
#   scripts/with-postgres.sh cargo test
#
# The command finds the server in WANQI_TEST_POSTGRES_URL, and its exit status is ours.
# Exits 3 where PostgreSQL is not installed.
set -euo pipefail

say() { echo "with-postgres: $*" >&2; }

[ $# -gt 0 ] || { say "usage: $0 COMMAND [ARGUMENT...]"; exit 2; }

# The newest of Debian's versions, else whatever is on the PATH.
initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
[ -x "$initdb" ] || initdb=$(command -v initdb) || {
    say "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    exit 3
}
bin=$(dirname "$(readlink -f "$initdb")")

# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" = 0 ]; then as_server=(runuser -u postgres --); fi

cluster='' command_pid=''
# shellcheck disable=SC2317 # called by the traps below
clean_up() {
    status=$?
    trap '' HUP INT TERM
    if [ -e "$cluster/data/postmaster.pid" ]; then
        server "$bin/pg_ctl" stop --silent --mode=immediate --pgdata="$cluster/data" || true
    fi
    [ -z "$cluster" ] || rm -rf "$cluster"
    exit "$status"
}
# shellcheck disable=SC2317
stop_command() {
    trap '' HUP INT TERM
    if [ -n "$command_pid" ]; then
        kill -TERM "$command_pid" 2>/dev/null || true
        wait "$command_pid" 2>/dev/null || true
    fi
    exit "$1"
}
trap clean_up EXIT
trap 'stop_command 129' HUP
trap 'stop_command 130' INT
trap 'stop_command 143' TERM

# Runs one of PostgreSQL's programs; from `/`, since it may not enter the caller's folder.
server() { (cd / && "${as_server[@]}" "$@"); }

# A private TMPDIR may be closed to the server's user.
for parent in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    cluster=$(mktemp -d "$parent/wanqi-postgres.XXXXXX") || continue
    [ "$(id -u)" != 0 ] || chown postgres: "$cluster"
    if server test -w "$cluster"; then break; fi
    rm -rf "$cluster"
    cluster=''
done
[ -n "$cluster" ] || { say "no temporary folder that PostgreSQL may write to"; exit 1; }

server "$bin/initdb" --pgdata="$cluster/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$cluster/log" 2>&1 || {
    cat "$cluster/log" >&2
    say "initdb failed"
    exit 1
}
cat >>"$cluster/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 64MB
# Nothing here has to survive a crash.
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
CONF

# Below the range that outgoing connections take theirs from; another run may still be first.
start() {
    local port
    for _ in {1..20}; do
        port=$((20000 + RANDOM % 12000))
        if server "$bin/pg_ctl" start --silent --wait --pgdata="$cluster/data" \
            --log="$cluster/server.log" --options="-p $port" >/dev/null 2>&1; then
            export WANQI_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
            return
        fi
        grep -q 'Address already in use' "$cluster/server.log" || break
    done
    cat "$cluster/server.log" >&2
    say "the server did not start"
    return 1
}
start

# In the background, so that a signal is acted on at once; with the terminal's input and its
# Ctrl-C, which the shell takes from background commands.
env --default-signal=INT,QUIT "$@" <&0 &
command_pid=$!
status=0
wait "$command_pid" || status=$?
command_pid=''
exit "$status"
