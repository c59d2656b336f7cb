# What the scripts for Kafka share. Read by them, not run.
set -euo pipefail
umask 077

bin="${KAFKA_BIN:-/opt/kafka/bin}"
copies="${BACKUP_DIRECTORY:-/backup}/kafka"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# A setting for all Kafka clients is a variable KAFKA_<SETTING>, as for the parts of Celltwin.
env | sed -nE 's/^KAFKA_((BOOTSTRAP|SECURITY|SASL|SSL)_[A-Z_]+)=(.*)$/\1 \3/p' | while read -r name value; do
  echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"
done >"$work/client.properties"

# One record a line: headers, key and value, separated by what no text of a record contains.
unit=$'\x1f'
record=$'\x1e'
