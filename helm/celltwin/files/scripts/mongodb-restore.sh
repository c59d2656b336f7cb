#!/usr/bin/env bash
# Restores the newest dump, or RESTORE_DUMP, and what was changed after it, up to RESTORE_UNTIL (seconds since 1970) if given.
# Collections that are in the dump are replaced; users and roles stay as they are.
source "$(dirname "$0")/mongodb-common.sh"

dump="${RESTORE_DUMP:+$backups/$RESTORE_DUMP}"
dump="${dump:-$(newest_dump)}"
if [[ -z "$dump" || ! -f "$dump/dump.archive.gz" ]]; then
  echo "There is no dump to be restored in $backups." >&2
  exit 1
fi
connect "$MONGODB_URI"

until=()
if [[ -n "${RESTORE_UNTIL:-}" ]]; then
  until=("--oplogLimit=$RESTORE_UNTIL:0")
fi
echo "Restoring $dump."
mongorestore --config="$work/connection.yaml" --quiet --drop --nsExclude='admin.*' --nsExclude='config.*' \
  --oplogReplay "${until[@]}" --gzip --archive="$dump/dump.archive.gz"

mkdir "$work/nothing"
changes=0
for file in "$dump"/changes/*.bson.gz; do
  [[ -e "$file" ]] || continue
  gunzip <"$file" >"$work/changes.bson"
  mongorestore --config="$work/connection.yaml" --quiet --oplogReplay --oplogFile="$work/changes.bson" "${until[@]}" \
    "$work/nothing"
  changes=$((changes + 1))
done
echo "Restored $dump and $changes pieces of what changed after it."
