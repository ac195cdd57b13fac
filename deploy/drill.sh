#!/bin/sh
# The drill: a backup of the running bot, put into an empty store of its own, and read out again. A backup that was never
# restored is none. From the project's root, with the bot's settings in the environment: deploy/drill.sh FOLDER
set -eu
folder=${1:?which folder do backups go to?}
file="$folder/satcanh-$(date +%Y-%m-%d-%H%M%S).jsonl"
npm run --silent backup -- "$file"

spare=$(mktemp -d)
trap 'rm -rf "$spare"' EXIT
# Nothing of the real store: neither its folder nor its database.
export DATABASE_URL='' DATABASE_URL_FILE='' DATA_DIR="$spare/data"
npm run --silent restore -- "$file"
npm run --silent backup -- "$spare/again.jsonl"

# What was on its way to a platform at that moment is marked when the store opens; how many rows there are of what is the same.
count() { sed '1d;$d' "$1" | cut -d'"' -f2 | sort | uniq -c; }
count "$file" > "$spare/one"
count "$spare/again.jsonl" > "$spare/two"
if cmp "$spare/one" "$spare/two"; then
  cat "$spare/one"
  echo "drill: $file can be restored"
else
  echo "drill: what came out of the restored store is not what went in; keep older backups, and look into it" >&2
  exit 1
fi
