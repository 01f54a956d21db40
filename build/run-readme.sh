#!/usr/bin/env bash
# Runs the commands of the README's block that begins with "```bash run", one after another, and stops at the first
# that fails. Commands that need ../shared are left out, by name, where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

awk '/^```bash run/ {inside = 1; next} /^```/ {inside = 0} inside && NF && $1 != "#"' README.md | while IFS= read -r line; do
    if [[ $line == *../shared* && ! -d ../shared ]]; then
        echo "left out, ../shared is missing: $line"
        continue
    fi
    echo "README: $line"
    bash -euo pipefail -c "$line" </dev/null
done
