# What the scripts for MongoDB share. Read by them, not run.
set -euo pipefail
umask 077

backups="${BACKUP_DIRECTORY:-/backup}/mongodb"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Puts the connection string, without a database, into a file: on a command line everybody on the node could read it, and with
# a database the tools would confine themselves to it.
connect() {
  local uri="$1" server options database
  server="$(sed -E 's|^([a-z+]+://[^/?]+).*$|\1|' <<<"$uri")"
  database="$(sed -nE 's|^[a-z+]+://[^/?]+/([^?]*).*$|\1|p' <<<"$uri")"
  options="$(sed -nE 's|^[^?]*[?](.*)$|\1|p' <<<"$uri")"
  if [[ -n "$database" && "&$options" != *"&authSource="* ]]; then
    options="authSource=$database${options:+&$options}"
  fi
  printf "uri: '%s/%s'\n" "$server" "${options:+?$options}" >"$work/connection.yaml"
}

# The newest complete dump.
newest_dump() {
  mkdir -p "$backups"
  find "$backups" -mindepth 1 -maxdepth 1 -type d -name '2*Z' | sort | tail -n 1
}

# The timestamps "<seconds> <number>" of the entries of a piece of the oplog.
timestamps() {
  bsondump --quiet "$1" | sed -nE 's/.*"ts":\{"\$timestamp":\{"t":([0-9]+),"i":([0-9]+)\}\}.*/\1 \2/p'
}

# Saves the oplog from a position on, that entry included, into a file.
save_oplog() {
  local seconds="$1" number="$2" file="$3"
  rm -rf "$work/oplog"
  mongodump --config="$work/connection.yaml" --quiet --db=local --collection=oplog.rs --out="$work/oplog" \
    --query="{\"ts\":{\"\$gte\":{\"\$timestamp\":{\"t\":$seconds,\"i\":$number}}}}"
  mv "$work/oplog/local/oplog.rs.bson" "$file"
}
