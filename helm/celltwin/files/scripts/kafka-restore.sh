#!/usr/bin/env bash
# Writes the copies of one topic into it again, all of them or those whose names are given, in the order of time.
source "$(dirname "$0")/kafka-common.sh"
topic="$1"
shift
cd "$copies/$topic"
for file in "${@:-*.gz}"; do
  # The pattern, if no names were given.
  for copy in $file; do
    gunzip <"$copy" | "$bin/kafka-console-producer.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \
      --producer.config "$work/client.properties" --topic "$topic" --property parse.headers=true \
      --property parse.key=true --property "headers.delimiter=$unit" --property "headers.separator=$record" \
      --property "key.separator=$unit" --property "null.marker=null"
    echo "$topic: restored $copy."
  done
done
