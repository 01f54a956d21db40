#!/usr/bin/env bash
# Kills a platform's processes at random moments of its work and verifies what is left: kill-loop.sh --images DIR --base FILE --work DIR.
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" KillLoop "$@"
