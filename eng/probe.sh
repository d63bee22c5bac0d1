#!/usr/bin/env bash
# Finds out what the package source of this machine serves, by restoring the projects in eng/probe, and writes the answer to
# eng/.probe/switches.props, which Directory.Build.props imports. The answer is remembered until package versions, probe projects or
# the NuGet configuration change. Usage: eng/probe.sh [--again]
set -euo pipefail

# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

command -v dotnet >/dev/null || stop "There is no dotnet on the PATH. Install the .NET SDK that global.json names and try again."

answer=eng/.probe/switches.props
scratch=""
trap '[[ -z $scratch ]] || rm -rf "$scratch"' EXIT

# One hash over everything the answer depends on. The configuration may hold credentials: only the hash is kept.
fingerprint() {
  local config
  {
    cat Directory.Packages.props Directory.Build.props global.json eng/probe/*.csproj eng/probe.sh
    dotnet nuget config paths 2>/dev/null | while IFS= read -r config; do cat "$config" 2>/dev/null || true; done
  } | sha256sum | cut -d' ' -f1
}

# Restores one probe project in a scratch folder, as if both switches were on; the output goes to $scratch/<name>.log.
restores() {
  local name="$1"
  shift
  dotnet restore "eng/probe/$name.csproj" -p:Orleans=true -p:CurrentSqlite=true -p:NuGetAudit=false \
    "-p:BaseIntermediateOutputPath=$scratch/obj-$name/" "$@" >"$scratch/$name.log" 2>&1
}

# The package that is missing, or the error code of another failure. Never the text of the error, which may hold addresses.
reason() {
  local missing code
  code="$(grep -oE 'NU[0-9]{4}' "$scratch/$1.log" | head -n 1 || true)"
  missing="$(sed -n 's/.*error NU110[123]: Unable to find .*package \([A-Za-z0-9_.]*\).*/\1/p' "$scratch/$1.log" | head -n 1)"
  if [[ -n $missing ]]; then
    say "the package source has no fitting version of $missing ($code)"
  else
    say "its packages do not restore (${code:-no error code})"
  fi
}

is_lacking() { grep -qE 'error NU110[123]:' "$scratch/$1.log"; }

# Tries one switch and notes the answer in `found` and, when it is off, why in `why`. A source that does not answer is not the same as one
# that lacks a package: the first answer is used but not remembered.
probe() {
  local name="$1"
  found=true
  why=""
  restores "$name" && return

  found=false
  if is_lacking "$name" || restores Control --packages "$scratch/packages" --no-cache; then
    why="$(reason "$name")"
  elif restores Control; then
    remember=false
    why="no package source answers now"
  else
    stop "No package source answers, and the packages are not on this machine. Check the network and 'dotnet nuget list source'," \
      "then try again."
  fi
}

# Says in one line that a switch is off, and what that means.
tell() {
  local name="$1" consequence="$2" why
  if [[ $(switch_value "$name") == true ]]; then
    return
  elif [[ -n ${!name:-} ]]; then
    why="as asked"
  else
    why="$(sed -n "s/^ *<!-- $name: \(.*\) -->\$/\1/p" "$answer")"
  fi
  say "$name is off: ${why:-see $answer}. $consequence"
}

write_answer() {
  local name
  scratch="$(mktemp -d)"
  remember=true
  {
    say "<Project>"
    say "  <!-- Written by eng/probe.sh. A value given on the command line or in the environment wins. -->"
    say "  <PropertyGroup>"
    for name in Orleans CurrentSqlite; do
      probe "$name"
      [[ -z $why ]] || say "    <!-- $name: $why -->"
      say "    <$name Condition=\"'\$($name)' == ''\">$found</$name>"
    done
    say "  </PropertyGroup>"
    [[ $remember == false ]] || say "  <!-- probed: $1 -->"
    say "</Project>"
  } >"$scratch/switches.props"
  mkdir -p "$(dirname "$answer")"
  mv "$scratch/switches.props" "$answer"
}

# With both switches given there is nothing to find out.
if [[ -z ${Orleans:-} || -z ${CurrentSqlite:-} ]]; then
  now="$(fingerprint)"
  if [[ ${1:-} == --again ]] || ! grep -qs "probed: $now" "$answer"; then
    write_answer "$now"
  fi
fi

tell Orleans "The cluster and its tests are left out and an older Redis client is used; the embedded engine works."
tell CurrentSqlite "An older SQLite package is used; nothing is missing."
