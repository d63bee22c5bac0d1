# shellcheck shell=bash
# What ./run, ./test, ./bench and .ci/run share. Sourced, never run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# The commands leave no build server behind when they end, and speak one language, so that their output can be read by scripts.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation="${UseSharedCompilation:-false}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*"; }

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Takes Orleans=... and CurrentSqlite=... out of the arguments and exports them: MSBuild reads the environment as properties, and
# Directory.Build.props lets a given value win over a probed one. The other arguments are left in the array `arguments`.
take_switches() {
  arguments=()
  local argument
  for argument in "$@"; do
    case "$argument" in
      Orleans=* | CurrentSqlite=*)
        case "${argument#*=}" in
          true | false) export "${argument?}" ;;
          *) stop "${argument%%=*} is true or false, not '${argument#*=}'." ;;
        esac
        ;;
      *) arguments+=("$argument") ;;
    esac
  done
}

# The value of a switch: given in the environment, else probed.
switch_value() {
  local given="${!1:-}"
  if [[ -n $given ]]; then
    say "${given,,}"
  elif grep -qs "<$1 .*>false</$1>" "$root/eng/.probe/switches.props"; then
    say false
  else
    say true
  fi
}

# Builds quietly; on failure shows the errors, each once, and stops.
build() {
  local log
  log="$(mktemp)"
  if ! dotnet build "$@" -v q -clp:NoSummary >"$log" 2>&1; then
    grep -E ': (error|warning)( [A-Za-z]+[0-9]*)? ?:' "$log" | sort -u >&2 || cat "$log" >&2
    rm -f "$log"
    stop "The build failed: dotnet build $*"
  fi
  rm -f "$log"
}
