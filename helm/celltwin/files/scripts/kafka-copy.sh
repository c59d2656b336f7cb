#!/usr/bin/env bash
# Copies what is new in the topics named to files, one for each topic and run. Records must be texts of one line each, as
# Hono's and Ditto's are.
source "$(dirname "$0")/kafka-common.sh"
# Progress is committed when the consumer ends, not while the file may still be lost.
printf 'auto.commit.interval.ms=3600000\nauto.offset.reset=earliest\n' >>"$work/client.properties"

for topic in "$@"; do
  # A consumer would wait for a broker or a topic that is not there as it waits for records.
  if ! timeout 30 "$bin/kafka-topics.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \
    --command-config "$work/client.properties" --describe --topic "$topic" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    echo "$topic cannot be read." >&2
    exit 1
  fi
  mkdir -p "$copies/$topic"
  failed=0
  file="$copies/$topic/$(date -u +%Y%m%dT%H%M%SZ).gz"
  # A topic into which somebody always writes has no end: a minute of it is enough for one run.
  timeout "${SECONDS_PER_TOPIC:-60}" "$bin/kafka-console-consumer.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \
    --consumer.config "$work/client.properties" --group "${BACKUP_GROUP:-celltwin-backup}" --topic "$topic" \
    --timeout-ms "${MILLISECONDS_IDLE:-15000}" --property print.headers=true --property print.key=true --property "key.separator=$unit" \
    --property "headers.separator=$record" 2>"$work/log" | gzip >"$file.part" || failed=$?
  # It ends with 124 when its time is up, and tells of a TimeoutException when nothing more has come.
  if ((failed != 0 && failed != 124)) ||
    { grep -q 'terminating consumer process' "$work/log" && ! grep -q TimeoutException "$work/log"; }; then
    cat "$work/log" >&2
    exit 1
  fi
  if [[ "$(gunzip <"$file.part" | head -c 1 | wc -c)" == 0 ]]; then
    rm "$file.part"
    echo "$topic: nothing new."
  else
    mv "$file.part" "$file"
    echo "$topic: $(gunzip <"$file" | wc -l) records in $file."
  fi
  find "$copies/$topic" -name '*.gz' -mtime "+$DAYS_KEPT" -delete
done
