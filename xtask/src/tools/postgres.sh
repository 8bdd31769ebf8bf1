# A private PostgreSQL, kept by this shell and gone with it: $1 folder of the programs, $2 port, $3 fast|durable.
# Says "ready", then reads standard input; when that closes, for whatever reason (also kill -9 of the parent),
# the server is stopped and its folder removed. Runs as a user that is not root.
set -eu
umask 077
dir=$(mktemp -d "${TMPDIR:-/tmp}/hoiam-postgres-XXXXXX")
started=no
clean() {
    trap '' INT TERM HUP
    if [ "$started" = yes ]; then
        "$1/pg_ctl" -D "$dir/data" -m immediate -w stop >"$dir/stop.log" 2>&1 || cat "$dir/stop.log" >&2
    fi
    rm -rf "$dir"
}
trap 'clean "$1"' EXIT
trap 'exit 1' INT TERM HUP

init() {
    "$1/initdb" -D "$dir/data" -U hoiam -A trust -E UTF8 --no-locale --no-sync --no-instructions $2 >"$dir/init.log" 2>&1
}
# Vietnamese order where the build knows it (15 and later, with ICU): what relies on the order of bytes without
# saying so shows here, as it would on a real installation. Otherwise the order of bytes.
init "$1" '--locale-provider=icu --icu-locale=vi' || { rm -rf "$dir/data"; init "$1" ''; } ||
    { cat "$dir/init.log" >&2; exit 1; }
{
    echo "listen_addresses = '127.0.0.1'"
    echo "port = $2"
    echo "unix_socket_directories = '$dir'"
    echo "max_connections = 200"
    echo "shared_buffers = 256MB"
    echo "log_min_messages = warning"
    if [ "$3" = fast ]; then
        # Tests start over after a crash of the machine; nothing here has to survive one.
        printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'
    fi
} >>"$dir/data/postgresql.conf"
started=yes
"$1/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 start >"$dir/start.log" 2>&1 ||
    { cat "$dir/start.log" "$dir/server.log" >&2; exit 1; }
echo ready
while read -r _; do :; done
