#!/usr/bin/env bash
# Saves what has changed since the last time, from MongoDB's oplog, beside the newest dump.
source "$(dirname "$0")/mongodb-common.sh"

dump="$(newest_dump)"
if [[ -z "$dump" ]]; then
  echo "There is no dump yet: making one."
  exec bash "$(dirname "$0")/mongodb-dump.sh"
fi
connect "$MONGODB_URI"
read -r seconds number <"$dump/position"

save_oplog "$seconds" "$number" "$work/changes.bson"
first="$(timestamps "$work/changes.bson" | head -n 1 || true)"
last="$(timestamps "$work/changes.bson" | tail -n 1)"
if [[ "$first" != "$seconds $number" ]]; then
  echo "The oplog no longer reaches back to $seconds/$number: what changed since is not in $dump. Making a new dump." >&2
  exec bash "$(dirname "$0")/mongodb-dump.sh"
fi
if [[ "$last" == "$first" ]]; then
  echo "Nothing has changed since $seconds/$number."
  touch "$dump/position"
  exit 0
fi

read -r seconds number <<<"$last"
file="$dump/changes/$(printf '%010d-%010d' "$seconds" "$number").bson.gz"
gzip <"$work/changes.bson" >"$file.part"
mv "$file.part" "$file"
# After the file: if this process dies in between, the same changes are saved twice, and replaying them twice does no harm.
echo "$last" >"$dump/position.new"
mv "$dump/position.new" "$dump/position"
echo "Saved the changes up to $(date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ)."
