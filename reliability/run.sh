#!/usr/bin/env bash
# Builds what is needed and runs a class of this module; kill-loop.sh and outages.sh are made of it. After the class, --built leaves out the build.
# Needs what ./thaw needs, and some gigabytes for the work directory. See docs/reliability.md.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
class="$1"
shift
if [[ "${1:-}" == --built ]]; then
  shift
else
  (cd "$root" && mvn -B -q -Dquick -Dmaven.test.skip=true package)
  (cd "$root" && mvn -B -q -Dquick -Dmaven.test.skip=true -pl reliability -am package dependency:build-classpath \
    -Dmdep.outputFile=target/class-path -Dmdep.includeScope=runtime)
fi
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx1g -XX:+UseSerialGC -Dthaw.root="$root" -cp "$root/reliability/target/classes:$(cat "$root/reliability/target/class-path")" \
  "dev.thaw.reliability.$class" "$@"
