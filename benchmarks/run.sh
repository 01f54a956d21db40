#!/usr/bin/env bash
# Measures Thaw, beside PyTorch and Keras: run.sh steps [options], run.sh staged DIR BASE, run.sh arrivals N [PROCESSES [SHARE]], run.sh request N, run.sh manifest N. See README.md.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="${BENCHMARK_VENV:-$here/target/venv}"
mkdir -p "$here/target"
(cd "$here/.." && mvn -B -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath \
  -Dmdep.outputFile=target/class-path -Dmdep.includeScope=runtime)
if [[ "${1:-}" == arrivals || "${1:-}" == request ]]; then
  (cd "$here/.." && mvn -B -q -Dquick -DskipTests -pl ingest-service -am package)
  with_ingest() {
    local work
    work="$(mktemp -d)"
    java -Dlogback.configurationFile=dev/thaw/servers/child/logback.xml -cp "$here/target/classes:$(cat "$here/target/class-path")" \
      "dev.thaw.benchmarks.$1" "$here/.." "$work" "${@:2}" 2>"$here/target/ingest.log" | grep --line-buffered "^arrivals\|^request"
    rm -rf "$work"
  }
  if [[ "$1" == request ]]; then
    with_ingest TrainingRequestBenchmark "${2:-1000000}"
  else
    for instances in ${3:-1 2 4}; do
      with_ingest ArrivalsBenchmark "${2:-20000}" "$instances" ${4:+"$4"}
    done
  fi
  exit
fi
class_path="$here/target/classes:$(cat "$here/target/class-path")"
if [[ "${1:-}" == manifest ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  OMP_WAIT_POLICY=PASSIVE java -Xmx"${HEAP:-256m}" -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=1g \
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "$class_path" dev.thaw.benchmarks.ManifestBenchmark "$work" "${2:-1000000}" 2>/dev/null
  exit
fi
if [[ ! -x "$venv/bin/python" ]]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r "$here/python/requirements.txt"
fi
case "${1:-}" in
  steps)
    shift
    exec "$venv/bin/python" "$here/python/steps.py" --java "$class_path" "$@"
    ;;
  staged)
    photos="$here/target/photos"
    rm -rf "$photos" "$here/target/bank" "$here/target/bank-again"
    "$venv/bin/python" "$here/python/prepare.py" "$2" 224 "$photos"
    # today's Keras refuses many files that older ones wrote
    "$here/../thaw" convert "$3" "$here/target/base.keras"
    all="$(grep -c TRAIN "$photos/images.txt")"
    first=$((all * 10 / 11))
    thaw() {
      OMP_WAIT_POLICY=PASSIVE java -Xmx1g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=4g -cp "$class_path" \
        dev.thaw.benchmarks.StagedRunBenchmark "$2" "$photos" "$here/$3" "$here/target/$4" "$1" "${@:5}" 2>/dev/null | grep peer
    }
    for images in "$first" "$all"; do
      echo "$images training images"
      if [[ "$images" == "$all" ]]; then
        # both begin with the bank that the first run left
        cp -r "$here/target/bank" "$here/target/bank-again"
        thaw "$images" "$3" plan-again.yaml bank-again "$here/target/bank/model.keras"
      fi
      thaw "$images" "$3" plan.yaml bank
      "$venv/bin/python" "$here/python/staged_keras.py" "$here/target/base.keras" "$photos" "$images" 2>/dev/null
      "$venv/bin/python" "$here/python/staged_keras.py" "$here/target/base.keras" "$photos" "$images" --cached 2>/dev/null
    done
    ;;
  *)
    echo "usage: run.sh steps [--rounds N] [--only NETWORK] [--work WORK] | run.sh staged DIR BASE | run.sh arrivals N [PROCESSES] | run.sh request N | run.sh manifest N" >&2
    exit 2
    ;;
esac
