#!/usr/bin/env bash
# Takes broker and S3 server away from a platform that trains, and says what its services do: outages.sh --images DIR --base FILE --work DIR.
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" Outages "$@"
