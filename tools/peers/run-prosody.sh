#!/bin/sh
# run-prosody.sh FOLDER: runs Prosody with FOLDER/prosody.cfg.lua until standard input says so or ends, as it does when the
# parent dies. Prints Prosody's process id. As root it runs it under another user, because Prosody refuses to run as root.
# Input: "keep" stops it and keeps the folder; anything else, or the end of input, removes the folder too.
trap '' INT TERM HUP
folder=$1
set -- prosody -F --config "$folder/prosody.cfg.lua"
if [ "$(id -u)" -eq 0 ]; then
  user=nobody
  id -u prosody >/dev/null 2>&1 && user=prosody
  chown -R "$user:" "$folder"
  set -- setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@"
fi
env --default-signal=INT,TERM,HUP "$@" </dev/null >>"$folder/console.log" 2>&1 &
pid=$!
echo "$pid"
read -r word
tries=100 # ten seconds; a signal that comes before Prosody listens to signals is lost, so it is sent again each second
while grep -q '^State:.[^Z]' "/proc/$pid/status" 2>/dev/null; do
  [ $((tries % 10)) -ne 0 ] || kill -TERM "$pid"
  [ "$tries" -gt 0 ] || kill -KILL "$pid"
  tries=$((tries - 1))
  sleep 0.1
done
wait "$pid"
[ "$word" = keep ] || rm -rf "$folder"
