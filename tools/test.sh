#!/usr/bin/env bash
# test.sh [--offline]: builds everything, runs all tests, and ends with the line "N passed, N failed, N skipped".
# Installs by apt what the tests need; with --offline it installs nothing, and tests skip what is missing.
# Exit code 0 only when some test ran and none failed.
set -u

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." || exit 1
unset NANODER_OFFLINE
for argument in "$@"; do
  case $argument in
    --offline) export NANODER_OFFLINE=1 ;;
    *) echo "usage: bash tools/test.sh [--offline]" >&2; exit 2 ;;
  esac
done
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
exec </dev/null

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0

# fault WORDS: something beside a test went wrong. It counts as one failure.
fault()
{
  echo "FAILED: $1"
  failed=$((failed + 1))
}

finish()
{
  [ $((passed + failed)) -gt 0 ] || fault "no test ran"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

# counter NAME FILE: one of the counters of a TRX file.
counter()
{
  sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

# run NAME COMMAND...: tests that write their results to $results/NAME.trx; their counts are added to the sum.
run()
{
  local name=$1 trx=$results/$1.trx code total executed good
  shift
  echo "== $name"
  timeout --kill-after=30 1800 "$@"
  code=$?
  if [ ! -s "$trx" ]; then
    fault "$name: no result (exit code $code)"
    return
  fi
  total=$(counter total "$trx") executed=$(counter executed "$trx") good=$(counter passed "$trx")
  passed=$((passed + good))
  failed=$((failed + executed - good))
  skipped=$((skipped + total - executed))
  if [ "$total" -eq 0 ]; then
    fault "$name: it has no test"
  elif [ "$code" -ne 0 ] && [ "$executed" -eq "$good" ]; then
    fault "$name: it did not end in order (exit code $code)"
  fi
}

# run_project NAME PROJECT: the tests of a project under dotnet test.
run_project()
{
  run "$1" dotnet test "$2" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$1.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
    --blame-hang-timeout 5m --blame-hang-dump-type none
}

if ! command -v dotnet >/dev/null; then
  fault "dotnet is not installed: install the .NET 10 SDK"
  finish
fi

if [ -z "${NANODER_OFFLINE:-}" ]; then
  bash tools/peers/install.sh prosody prosody-modules ejabberd python3-slixmpp gcc libc6-dev libstrophe-dev python3-dnspython openssl \
    python3-cryptography python3-pymodbus python3-serial-asyncio strongswan-swanctl charon-systemd libstrongswan-standard-plugins tshark \
    || echo "some tests will fail for want of these; --offline lets them skip"
fi

echo "== build"
if ! timeout --kill-after=30 1800 dotnet build nanoDer.sln -c Release -clp:ErrorsOnly -nodeReuse:false; then
  fault "the build"
  finish
fi

for project in tests/unit/*.csproj tests/unit/*/*.csproj; do
  name=$(basename "$project" .csproj)
  run_project "$name" "$project"
  # The same unit tests on the interpreter, which counts and computes as the device does.
  run "$name.device" dotnet tools/cli/bin/Release/net10.0/nanoder.dll device test "${project%/*}/bin/Release/net10.0/$name.dll" --trx "$results/$name.device.trx"
done
run_project host tests/host/nanoDer.HostTests.csproj
finish
