#!/bin/sh
# run-peer.sh FOLDER USER COMMAND...: runs a server whose files are all in FOLDER until standard input says so or ends, as it does when
# the parent dies. Prints the server's process id. As root it runs it under USER, or nobody, because servers refuse to run as root.
# Input: "keep" stops it and keeps the folder; "kill" takes no time over it; anything else, or the end of input, removes the folder too.
trap '' INT TERM HUP
folder=$1
user=$2
shift 2
if [ "$(id -u)" -eq 0 ]; then
  id -u "$user" >/dev/null 2>&1 || user=nobody
  chown -R "$user:" "$folder"
  set -- setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@"
fi
cd "$folder" || exit 1
env --default-signal=INT,TERM,HUP "$@" </dev/null >>"$folder/console.log" 2>&1 &
pid=$!
echo "$pid"
read -r word
tries=100 # ten seconds; a signal that comes before the server listens to signals is lost, so it is sent again each second
[ "$word" != kill ] || tries=0
while grep -q '^State:.[^Z]' "/proc/$pid/status" 2>/dev/null; do
  [ $((tries % 10)) -ne 0 ] || kill -TERM "$pid"
  [ "$tries" -gt 0 ] || kill -KILL "$pid"
  tries=$((tries - 1))
  sleep 0.1
done
wait "$pid"
[ "$word" = keep ] || rm -rf "$folder"
