#!/usr/bin/env bash
# demo.sh [--forever]: the main job, live, on this machine: a private XMPP server, a gateway's firmware on an emulated board,
# and the grid side that browses it, watches its reports and limits its power. Installs Prosody by apt where it is missing. Ends by itself
# after about 30 seconds, or at Ctrl-C. Exit code 0 only when every step it shows did happen.
set -u

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." || exit 1
if ! command -v dotnet >/dev/null; then
  echo "demo: dotnet: it is not installed / install the .NET 10 SDK" >&2
  exit 1
fi
bash tools/peers/install.sh prosody prosody-modules || exit 1
echo "building, a minute the first time ..."
tools/nanoder --version >/dev/null || exit 1
exec tools/nanoder demo "$@"
