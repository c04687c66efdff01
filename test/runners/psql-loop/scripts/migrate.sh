#!/bin/sh
set -e
for file in "$(dirname "$0")"/../db/*.sql; do
  psql -v ON_ERROR_STOP=1 -f "$file"
done
