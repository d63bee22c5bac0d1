# shellcheck shell=bash
# The PostgreSQL and Redis servers that tests share. Sourced by ./test after the build, never run.

# Starts the servers and exports the variables that name them; a variable that is already set names a server of the caller's, which is used instead.
# They end by themselves when the pipe to them closes, however this shell ends.
start_servers() {
  local line
  coproc SERVERS { exec dotnet tests/Toast.Servers/bin/Debug/net10.0/Toast.Servers.dll 2>"$results/servers.log"; }
  servers_pid="$SERVERS_PID"
  trap stop_servers EXIT
  while IFS= read -r line <&"${SERVERS[0]}"; do
    case "$line" in
      ready)
        say "Servers for tests are ready."
        return
        ;;
      *=unavailable:*)
        say "${line%%=*}: ${line#*=}; its tests are skipped."
        export "${line?}"
        ;;
      *) export "${line?}" ;;
    esac
  done
  cat "$results/servers.log" >&2
  stop "The servers for tests did not start."
}

stop_servers() {
  kill -TERM "$servers_pid" 2>/dev/null || true
  wait "$servers_pid" 2>/dev/null || true
}
