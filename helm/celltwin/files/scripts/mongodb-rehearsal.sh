#!/usr/bin/env bash
# Rehearses a restore: into a MongoDB server of its own, which nobody else sees, and holds it to the objectives.
set -euo pipefail
backups="${BACKUP_DIRECTORY:-/backup}/mongodb"
scratch="${SCRATCH_DIRECTORY:-/scratch}"
port=27018
began="$(date +%s)"

mkdir -p "$scratch/db"
mongod --dbpath "$scratch/db" --bind_ip 127.0.0.1 --port "$port" --logpath "$scratch/mongod.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
until mongosh --quiet --port "$port" --eval 'db.version()' >/dev/null 2>&1; do
  kill -0 "$server" || { cat "$scratch/mongod.log" >&2; exit 1; }
  sleep 1
done

MONGODB_URI="mongodb://127.0.0.1:$port/" bash "$(dirname "$0")/mongodb-restore.sh"

restored="$(mongosh --quiet --port "$port" --eval '
  let documents = 0;
  db.getMongo().getDBNames().filter(name => !["admin", "config", "local"].includes(name)).forEach(name => {
    const database = db.getSiblingDB(name);
    database.getCollectionNames().forEach(collection => {
      const count = database[collection].estimatedDocumentCount();
      documents += count;
      console.error(`${name}.${collection}: ${count} documents`);
    });
  });
  print(documents);' | tail -n 1)"
took="$(($(date +%s) - began))"
dump="$(find "$backups" -mindepth 1 -maxdepth 1 -type d -name '2*Z' | sort | tail -n 1)"
behind="$((began - $(stat -c %Y "$dump/position")))"
echo "Restored $restored documents in $took s; the backup was $behind s old."

if ((restored == 0)); then
  echo "Nothing was restored." >&2
  exit 1
fi
if ((took > REHEARSAL_MINUTES * 60)); then
  echo "That took longer than $REHEARSAL_MINUTES minutes." >&2
  exit 1
fi
if ((behind > 300)); then
  echo "A disaster now would have lost more than five minutes." >&2
  exit 1
fi
