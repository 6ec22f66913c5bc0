#!/bin/bash
# charon.sh FOLDER: runs strongSwan's charon in a network namespace and a private /run of its own, with the configuration in FOLDER, and
# carries datagrams between it and standard input and output, each a line of hexadecimal digits. "ready" comes first. Ends with its input.
if [ "$2" != inside ]; then
  exec unshare --net --mount bash "$0" "$1" inside
fi

mount -t tmpfs tmpfs /run && ip link set lo up || exit 1
export STRONGSWAN_CONF=$1/strongswan.conf SWANCTL_DIR=$1
charon-systemd >"$1/charon.log" 2>&1 &
charon=$!
trap 'kill $charon; wait $charon' EXIT
for _ in $(seq 1 300); do
  swanctl --load-all >"$1/swanctl.log" 2>&1 && break
  kill -0 $charon 2>/dev/null || exit 1
  sleep 0.1
done
/usr/bin/python3 -u -c '
import socket, sys, threading
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect(("127.0.0.1", 500))
def receive():
    while True:
        try:
            print(s.recv(65536).hex())
        except ConnectionError:
            pass
threading.Thread(target=receive, daemon=True).start()
print("ready")
for line in sys.stdin:
    s.send(bytes.fromhex(line.strip()))
'
