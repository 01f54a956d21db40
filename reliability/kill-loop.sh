#!/usr/bin/env bash
# Kills a platform's processes at random moments of its work and verifies what is left: kill-loop.sh --images DIR --base FILE --work DIR.
# Needs what ./thaw needs, and some gigabytes for the work directory. See docs/reliability.md.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [[ "${1:-}" == --built ]]; then
  shift
else
  (cd "$root" && mvn -B -q -Dquick -Dmaven.test.skip=true package)
  (cd "$root" && mvn -B -q -Dquick -Dmaven.test.skip=true -pl reliability -am package dependency:build-classpath \
    -Dmdep.outputFile=target/class-path -Dmdep.includeScope=runtime)
fi
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx1g -XX:+UseSerialGC -Dthaw.root="$root" -cp "$root/reliability/target/classes:$(cat "$root/reliability/target/class-path")" \
  dev.thaw.reliability.KillLoop "$@"
