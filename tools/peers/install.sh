#!/usr/bin/env bash
# install.sh PACKAGE...: installs the Debian packages that are missing. Services in them are neither started nor enabled,
# and what runs already is left alone. Exit code 0 when all are there.
set -u

missing=()
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "missing: ${missing[*]} (Debian's names; there is no apt-get here: install them with your system's own tool)" >&2
  exit 1
fi

root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "missing: ${missing[*]} (become root and run: apt-get install ${missing[*]})" >&2; exit 1; }
  root=(sudo)
  [ -t 0 ] || root+=(-n)
fi

echo "installing: ${missing[*]}"
policy=/usr/sbin/policy-rc.d # what it answers decides whether a package may start its service: 101 is no
restore()
{
  "${root[@]}" rm -f "$policy"
  if [ -e "$policy.nanoder" ]; then "${root[@]}" mv "$policy.nanoder" "$policy"; fi
}
trap restore EXIT
trap 'exit 130' INT TERM
if [ -e "$policy" ] && [ ! -e "$policy.nanoder" ]; then "${root[@]}" mv "$policy" "$policy.nanoder" || exit 1; fi
printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null && "${root[@]}" chmod 755 "$policy" || exit 1

apt()
{
  timeout 900 "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >"$log" 2>&1
}

log=$(mktemp)
if ! apt install -y --no-install-recommends "${missing[@]}"; then
  apt update
  if ! apt install -y --no-install-recommends "${missing[@]}"; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    echo "could not install: ${missing[*]}" >&2
    exit 1
  fi
fi
rm -f "$log"
for package in "${missing[@]}"; do
  command -v systemctl >/dev/null || break
  for service in $(dpkg-query -L "$package" | sed -n 's|.*/systemd/system/\([^/@]*\.service\)$|\1|p'); do
    "${root[@]}" systemctl --quiet disable "$service" 2>/dev/null
  done
done
exit 0
