#!/bin/sh
# Makes the databases of one release: make.sh HOIAM POSTGRES, the program of that release and the address of a PostgreSQL
# server with its user (postgres://USER@HOST:PORT). Needs sqlite3, psql, pg_dump, curl and brotli. README.md says the rest.
set -eu
hoiam=$(realpath "$1") server=$2 here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'kill "$served" 2>/dev/null || true; rm -rf "$work"' EXIT
served=
# The key of all installations of tests.
HOIAM_KEY=$(printf '11%.0s' $(seq 32))
export HOIAM_KEY

case='{"kind":"feedback","title":"Cột mốc Quxgiucu bị xê dịch","body":"Cột mốc Quxgiucu ở đầu hẻm bị xe tải húc nghiêng.",
"area":"26740","category":"rac-thai","contact":{"name":"Nguyễn Văn An","email":"an@example.vn","phone":"0912345678"}}'

# Takes large petitions away: their signatures are most of the bytes, and all alike.
strip() {
  large='SELECT petition_id FROM signatures GROUP BY petition_id HAVING COUNT(*) > 10'
  for table in petition_counts petition_totals petition_thresholds petition_events signature_reviews; do
    echo "DELETE FROM $table WHERE petition_id IN ($large);"
  done
  echo "DELETE FROM petitions WHERE id IN ($large);"
  echo "DELETE FROM signatures WHERE petition_id IN ($large);"
}

# An installation with a case that a citizen filed by the API; its receipt.
fill() {
  "$hoiam" demo-data --data "$work/$1" --cases 40 --months 3 --seed 7 > "$work/log" 2>&1
  rm -f "$work/address"
  "$hoiam" serve --data "$work/$1" --listen 127.0.0.1:0 --public-url https://hoiam.test > "$work/address" 2>> "$work/log" &
  served=$!
  until grep -qs listening "$work/address"; do kill -0 "$served"; sleep 1; done
  url=$(sed -n 's/.*"listening":"\([^"]*\)".*/\1/p' "$work/address")
  curl --silent --show-error --fail-with-body --header 'content-type: application/json' --header 'idempotency-key: old' \
    --data "$case" "$url/api/v1/sites/demo/cases" > "$work/receipt-$1"
  # Until the case has its place in the ledger, and a little longer.
  sleep 5
  kill "$served"
  wait "$served" || true
  served=
}

fill sqlite
file=$work/sqlite/hoiam.db
schema=$(printf '%04d' "$(sqlite3 "$file" 'SELECT MAX(version) FROM _sqlx_migrations')")
if sqlite3 "$file" "SELECT 1 FROM sqlite_schema WHERE name = 'petitions'" | grep -q 1; then strip | sqlite3 "$file"; fi
sqlite3 "$file" .dump | brotli --quality=11 --lgwin=24 > "$here/$schema.sqlite.sql.br"

name=hoiam_old_$$
psql --quiet --command "CREATE DATABASE $name" "$server/postgres"
export HOIAM_DATABASE_URL="$server/$name"
fill postgres
if psql --quiet --tuples-only --command "SELECT to_regclass('petitions')" "$HOIAM_DATABASE_URL" | grep -q petitions; then
  strip | psql --quiet --set ON_ERROR_STOP=1 "$HOIAM_DATABASE_URL"
fi
# Without what only a server of the same version understands.
pg_dump --no-owner --no-privileges "$HOIAM_DATABASE_URL" | grep -v -e '^SET ' -e '^\\restrict' -e '^\\unrestrict' -e '^--' -e '^$' \
  | brotli --quality=11 --lgwin=24 > "$here/$schema.postgres.sql.br"
psql --quiet --command "DROP DATABASE $name" "$server/postgres"

printf '{"made":"%s",\n"sqlite":%s,\n"postgres":%s}\n' "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" \
  "$(cat "$work/receipt-sqlite")" "$(cat "$work/receipt-postgres")" > "$here/$schema.json"
echo "made $here/$schema.*"
