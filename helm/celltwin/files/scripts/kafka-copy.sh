#!/usr/bin/env bash
# Copies what is new in the topics named to files, one for each topic and run. Records must be texts of one line each, as
# Hono's and Ditto's are.
source "$(dirname "$0")/kafka-common.sh"
# Progress is committed when the consumer ends, not while the file may still be lost.
printf 'auto.commit.interval.ms=3600000\nauto.offset.reset=earliest\n' >>"$work/client.properties"
group="${BACKUP_GROUP:-celltwin-backup}"

consume() { # TOPIC IDLE_MILLISECONDS FILE
  local failed=0
  # A topic into which somebody always writes has no end: a minute of it is enough for one run.
  timeout "${SECONDS_PER_TOPIC:-60}" "$bin/kafka-console-consumer.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \
    --consumer.config "$work/client.properties" --group "$group" --topic "$1" \
    --timeout-ms "$2" --property print.headers=true --property print.key=true --property "key.separator=$unit" \
    --property "headers.separator=$record" 2>"$work/log" | gzip >"$3" || failed=$?
  # It ends with 124 when its time is up, and tells of a TimeoutException when nothing more has come.
  if ((failed != 0 && failed != 124)) ||
    { grep -q 'terminating consumer process' "$work/log" && ! grep -q TimeoutException "$work/log"; }; then
    cat "$work/log" >&2
    exit 1
  fi
}

is_empty() { # FILE
  [[ "$(gunzip <"$1" | head -c 1 | wc -c)" == 0 ]]
}

# Whoever read a topic to its end has an offset in each partition, and none of them is behind.
is_behind() { # TOPIC
  ! "$bin/kafka-consumer-groups.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$work/client.properties" \
    --describe --group "$group" --offsets 2>"$work/log" |
    awk -v topic="$1" '$2 == topic { seen = 1; if ($4 == "-" ? $5 > 0 : $6 > 0) behind = 1 } END { exit !seen || behind }'
}

for topic in "$@"; do
  # A consumer would wait for a broker or a topic that is not there as it waits for records.
  if ! timeout "${SECONDS_TO_ANSWER:-30}" "$bin/kafka-topics.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \
    --command-config "$work/client.properties" --describe --topic "$topic" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    echo "$topic cannot be read." >&2
    exit 1
  fi
  mkdir -p "$copies/$topic"
  file="$copies/$topic/$(date -u +%Y%m%dT%H%M%SZ).gz"
  idle="${MILLISECONDS_IDLE:-15000}"
  consume "$topic" "$idle" "$file.part"
  # Its broker may take longer to let a consumer in than that one waits for records.
  for _ in 1 2; do
    is_empty "$file.part" && is_behind "$topic" || break
    idle=$((2 * idle))
    consume "$topic" "$idle" "$file.part"
  done
  if is_empty "$file.part"; then
    rm "$file.part"
    if is_behind "$topic"; then
      cat "$work/log" >&2
      echo "$topic has records that did not come in time." >&2
      exit 1
    fi
    echo "$topic: nothing new."
  else
    mv "$file.part" "$file"
    echo "$topic: $(gunzip <"$file" | wc -l) records in $file."
  fi
  find "$copies/$topic" -name '*.gz' -mtime "+$DAYS_KEPT" -delete
done
