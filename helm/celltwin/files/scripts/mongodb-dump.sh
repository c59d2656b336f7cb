#!/usr/bin/env bash
# Dumps all databases, and notes where in the oplog the dump began, so that mongodb-changes.sh can go on from there.
source "$(dirname "$0")/mongodb-common.sh"
connect "$MONGODB_URI"
mkdir -p "$backups"

name="$(date -u +%Y%m%dT%H%M%SZ)"
unfinished="$backups/.$name"
mkdir -p "$unfinished/changes"

# MongoDB writes into the oplog every ten seconds, even if nothing happens.
save_oplog "$(($(date +%s) - 60))" 0 "$work/start.bson"
timestamps "$work/start.bson" | tail -n 1 >"$unfinished/position"
if [[ ! -s "$unfinished/position" ]]; then
  rm -rf "$unfinished"
  echo "There is no oplog to be read: is MongoDB a replica set, and may this user read it?" >&2
  exit 1
fi

mongodump --config="$work/connection.yaml" --quiet --oplog --gzip --archive="$unfinished/dump.archive.gz"
mv "$unfinished" "$backups/$name"
echo "Dumped everything to $backups/$name ($(du -sh "$backups/$name" | cut -f 1))."

# Only now is an old one dispensable.
find "$backups" -mindepth 1 -maxdepth 1 -type d -name '2*Z' | sort | head -n "-$DUMPS_KEPT" | while read -r old; do
  rm -rf "$old"
  echo "Deleted $old."
done
