#!/usr/bin/env bash
# nanoclr.sh: libraries, firmware and unit tests on real nanoFramework assemblies, the tests on the real virtual device.
#
#   tools/nanoclr.sh                     compile all, print the sizes, run the unit tests
#   tools/nanoclr.sh --sizes             compile all, print the sizes
#   tools/nanoclr.sh --run FILE.cs ...   compile a program (it may use the libraries) and run it; its output is on stdout
#   tools/nanoclr.sh --compare [FILE.cs ...]  run programs on the virtual device and on the interpreter of tools/device, print
#                                        every difference in output, heap and time (those of tests/host/data/probes/device)
#
#   --heap BYTES   managed heap of the virtual device (default 4M: all tests share one heap, and nanoFramework's
#                  launcher can die of a collection in the middle of its reflection)
#   --out FOLDER   keep what was compiled
#
# NANO_SDK names a folder with lib/*.dll and *.pe (the class libraries), bin/mdp (the metadata processor) and bin/nanoclr (the
# virtual device). Exit code: 0 all well; 1 something failed; 2 no NANO_SDK, or written wrongly.
set -u
shopt -s globstar nullglob

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

die()
{
  echo "nanoclr.sh: $2" >&2
  exit "$1"
}

mode=test heap=4M out='' programs=()
while [ $# -gt 0 ]; do
  case $1 in
    --sizes) mode=sizes ;;
    --run) mode=run ;;
    --compare) mode=compare ;;
    --heap) heap=${2:-}; shift ;;
    --out) out=${2:-}; [ -n "$out" ] || die 2 "--out: it wants a folder / give one"; shift ;;
    -*) die 2 "$1: it is not understood / see the head of $0" ;;
    *) programs+=("$(readlink -f "$1")") ;;
  esac
  shift
done
[[ $heap =~ ^[0-9]+[KM]?$ ]] || die 2 "--heap $heap: it is no size / give bytes, or 64K, 1M"
[ "$mode" != run ] || [ ${#programs[@]} -gt 0 ] || die 2 "--run: it wants a source file / give one or more"
[ "$mode" = run ] || [ "$mode" = compare ] || [ ${#programs[@]} -eq 0 ] || die 2 "${programs[0]}: only --run and --compare take files / see the head of $0"
for program in "${programs[@]}"; do [ -f "$program" ] || die 1 "$program: there is no such file / give a C# source file"; done

[ -n "${NANO_SDK:-}" ] || die 2 "NANO_SDK is not set: nothing was compiled and nothing ran / set it to a folder with nanoFramework's lib/, bin/mdp and bin/nanoclr"
for need in lib/mscorlib.dll lib/mscorlib.pe bin/mdp bin/nanoclr; do
  [ -e "$NANO_SDK/$need" ] || die 2 "NANO_SDK ($NANO_SDK): it has no $need, so nothing was compiled and nothing ran / complete it"
done
NANO_SDK=$(cd "$NANO_SDK" && pwd)
command -v dotnet >/dev/null || die 1 "dotnet: it is not installed / install the .NET 10 SDK"
if [ "$mode" = compare ]; then
  [ ${#programs[@]} -gt 0 ] || programs=("$root"/tests/host/data/probes/device/*.cs)
  exec "$root/tools/nanoder" device compare "${programs[@]}"
fi
sdk=$(dotnet --list-sdks | tail -n 1 | sed 's/^\([^ ]*\) \[\(.*\)\]$/\2\/\1/')
csc=$sdk/Roslyn/bincore/csc.dll
[ -f "$csc" ] || die 1 "$csc: there is no C# compiler / install the whole .NET SDK"

if [ -z "$out" ]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
  trap 'exit 130' INT TERM
fi
mkdir -p "$out" || exit 1

# What is compiled so far, in load order: each is a reference for what follows.
built=()
references=() hints=()
for file in "$NANO_SDK"/lib/*.dll; do
  references+=("-r:$file")
  hints+=(-loadHints "$(basename "$file" .dll)" "$file")
done

# Attributes that only the checker reads cost no flash, as in the .nfproj.
excluded=(-excludeClassByName nanoDer.Core.DataPathAttribute -excludeClassByName nanoDer.Core.AllocatesAttribute)

# compile NAME library|exe SOURCE...: to NAME.dll or NAME.exe, NAME.pe and NAME.dep.xml (what it refers to).
compile()
{
  local name=$1 kind=$2 file=$out/$1.dll
  shift 2
  [ "$kind" = exe ] && file=$out/$name.exe
  rm -f "$out/$name.pe"
  dotnet "$csc" -nologo -noconfig -nostdlib+ -optimize+ -debug- -deterministic+ -langversion:9.0 -define:NANOFRAMEWORK_1_0 \
    "-target:$kind" "-out:$file" "${references[@]}" "$@" || die 1 "$name: it does not compile against nanoFramework / the errors stand above"
  "$NANO_SDK/bin/mdp" "${hints[@]}" -parse "$file" "${excluded[@]}" -compile "$out/$name.pe" false -generateDependency "$out/$name.dep.xml" \
    >"$out/$name.mdp.log" 2>&1 || { cat "$out/$name.mdp.log" >&2; die 1 "$name: the metadata processor refuses it / its words stand above"; }
  [ -s "$out/$name.pe" ] || die 1 "$name: the metadata processor wrote nothing / see $out/$name.mdp.log"
  built+=("$name")
  references+=("-r:$file")
  hints+=(-loadHints "$name" "$file")
}

# library NAME: a library of lib/, after those that its project refers to.
library()
{
  local name=$1 other
  case " ${built[*]} " in *" $name "*) return ;; esac
  for other in $(sed -n 's/.*<ProjectReference Include="\.\.\/\(nanoDer\.[A-Za-z0-9]*\)\/.*/\1/p' "$root/lib/$name/$name.csproj"); do
    library "$other"
  done
  compile "$name" library $(sources "$root/lib/$name")
}

sources()
{
  find "$1" \( -name bin -o -name obj \) -prune -o -name '*.cs' -print | LC_ALL=C sort
}

# direct NAME: the assemblies that NAME refers to.
direct()
{
  local list=$out/$1.dep.xml
  if [ ! -f "$list" ]; then # one of the class libraries
    "$NANO_SDK/bin/mdp" "${hints[@]}" -parse "$NANO_SDK/lib/$1.dll" -generateDependency "$list" >/dev/null 2>&1 || : >"$list"
  fi
  sed -n '/<Assembly /,/<\/Assembly>/p' "$list" | sed '/<\/Assembly>/q' | grep -o '<AssemblyRef [^>]*Name="[^"]*"' | sed 's/.*Name="//; s/"$//'
}

# load NAME: adds NAME and all that it needs to the load order, dependencies first.
order=()
load()
{
  local name=$1 other
  case " ${order[*]} " in *" $name "*) return ;; esac
  for other in $(direct "$name"); do load "$other"; done
  order+=("$name")
}

# device: runs the assemblies of the load order; the runtime's own log goes to device.log.
device()
{
  local files=() name
  for name in "${order[@]}"; do
    if [ -f "$out/$name.pe" ]; then files+=("$out/$name.pe"); else files+=("$NANO_SDK/lib/$name.pe"); fi
  done
  NANOCLR_HEAP_BYTES=$heap timeout --kill-after=5 300 "$NANO_SDK/bin/nanoclr" "${files[@]}" </dev/null 2>"$out/device.log"
}

# ending: what the runtime said at the end, without its tables of assemblies.
ending()
{
  grep -A 12 -m 1 -E 'UNHANDLED|[Ee]rror|Link failure' "$out/device.log" || tail -n 12 "$out/device.log"
}

pe_bytes() { stat -c %s "$out/$1.pe"; }

for project in "$root"/lib/*/*.csproj; do
  name=$(basename "$project" .csproj)
  [ -n "$(sources "$root/lib/$name")" ] && library "$name"
done
libraries=("${built[@]}")
library_references=("${references[@]}") library_hints=("${hints[@]}")

if [ "$mode" = run ]; then
  compile Program exe "${programs[@]}"
  load Program
  device
  code=$?
  [ $code -eq 0 ] && exit 0
  ending >&2
  die 1 "Program: the virtual device ended with exit code $code / its words stand above"
fi

compile nanoDer.Firmware exe $(sources "$root/firmware" | grep -v "^$root/firmware/\(GroupKeys\|Shield\|ModbusInverter\)/")
compile nanoDer.GroupKeys library $(sources "$root/firmware/GroupKeys")
compile nanoDer.Shield library $(sources "$root/firmware/Shield")
compile nanoDer.ModbusInverter library $(sources "$root/firmware/ModbusInverter")
printf '%-24s %9s\n' assembly '.pe bytes'
total=0
for name in "${libraries[@]}"; do
  printf '%-24s %9d\n' "$name" "$(pe_bytes "$name")"
  total=$((total + $(pe_bytes "$name")))
done
printf '%-24s %9d\n' "all of lib/" "$total" nanoDer.Firmware "$(pe_bytes nanoDer.Firmware)" nanoDer.GroupKeys "$(pe_bytes nanoDer.GroupKeys)" \
  nanoDer.Shield "$(pe_bytes nanoDer.Shield)" nanoDer.ModbusInverter "$(pe_bytes nanoDer.ModbusInverter)"
[ "$mode" = test ] || exit 0

passed=0 failed=0 skipped=0

# unit_tests FOLDER: compiles the tests of a project, without those of a project below it, and runs them.
unit_tests()
{
  local tests expected fixtures code good bad left nested
  local built=("${built[@]}") references=("${library_references[@]}") hints=("${library_hints[@]}") order=() # the firmware is no library
  tests=$(sources "$1")
  for nested in "$1"/*/*.csproj; do
    tests=$(grep -v "^${nested%/*}/" <<<"$tests")
  done
  grep -q 'Include="../Bounds/' "$1"/*.csproj && tests+=" $(sources "$1/../Bounds")"
  for nested in $(sed -n 's/.*<Compile Include="\([^*"]*\.cs\)".*/\1/p' "$1"/*.csproj); do # single files from elsewhere
    tests+=" $1/$nested"
  done
  expected=$(cat $tests | awk '
    /^ *\[TestMethod\]/ { methods++ }
    /^ *\[DataRow\(/ { rows++ }
    /^ *public / { sum += rows ? rows : methods; methods = rows = 0 } # a method with rows runs once for each
    END { print sum + 0 }')
  fixtures=$(cat $tests | grep -cE '^ *\[(Setup|Cleanup)\]')
  compile NFUnitTest library $tests
  load nanoFramework.UnitTestLauncher
  load NFUnitTest
  echo "running $expected unit tests of ${1#"$root"/} on the virtual device, heap $heap"
  device | tr -d '\r' >"$out/results"
  code=${PIPESTATUS[0]}
  grep '^Test failed,' "$out/results"
  # The launcher tells of Setup and Cleanup as of tests.
  good=$(($(grep -c '^Test passed,' "$out/results") - fixtures))
  bad=$(grep -c '^Test failed,' "$out/results")
  left=$(grep -c '^Test skipped,' "$out/results")
  if [ "$code" -ne 0 ] || [ $((good + bad + left)) -ne "$expected" ]; then
    ending
    echo "FAILED: the run: exit code $code, $((good + bad + left)) results of $expected tests"
    bad=$((bad + 1))
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
}

for project in "$root"/tests/unit/*.csproj "$root"/tests/unit/*/*.csproj; do
  unit_tests "${project%/*}"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
