#!/usr/bin/env bash
# Starts ./run on a free port with a store of its own, posts a record, reads it back, and ends the server as Ctrl-C would.
set -euo pipefail

# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

scratch="$(mktemp -d)"
server=""
trap '[[ -z $server ]] || kill -KILL "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT

# Port 0 asks the system for a free port; the ready line tells which. A shell without job control starts background commands with
# SIGINT ignored, and env undoes that.
env --default-signal=INT ./run --urls http://127.0.0.1:0 --Toast:Store "sqlite:///$scratch/toast.db" >"$scratch/out" 2>&1 &
server=$!

address=""
for ((i = 0; i < 600 && ${#address} == 0; i++)); do
  kill -0 "$server" 2>/dev/null || { cat "$scratch/out"; stop "The server ended before it was ready."; }
  address="$(sed -nE 's/^Toast is ready on (http[^ ]*).*/\1/p' "$scratch/out")"
  [[ -n $address ]] || sleep 0.2
done
[[ -n $address ]] || { cat "$scratch/out"; stop "The server was not ready within two minutes."; }

location="$(curl -sf -D - -o /dev/null -H 'Content-Type: application/json' -d '{"n":1}' "$address/records/Smoke" \
  | tr -d '\r' | sed -nE 's/^[Ll]ocation: (.*)$/\1/p')" || true
[[ -n $location ]] || stop "A record could not be posted."
data="$(curl -sf "$address$location")" || stop "The record could not be read back."
[[ $data == '{"n":1}' ]] || stop "The record came back as '$data'."

kill -INT "$server"
status=0
wait "$server" || status=$?
server=""
((status == 0)) || stop "The server ended with exit code $status."
say "Posted, read back and stopped."
