#!/usr/bin/env bash
# Takes the picture of the question's job in Flink's web UI, docs/flink-job.png, with a headless browser.
#   docs/ui-picture.sh                starts a demo of its own, and stops it afterwards
#   docs/ui-picture.sh LINK [FILE]    of the job that a running demo calls "The job in the web UI"
set -euo pipefail

readonly root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
readonly window=1600,900
# Twice as fine as this the file becomes twice as large; coarser, the names in the graph cannot be read.
readonly scale=1.5
# The page asks the server for the job and draws the graph in this time; it passes faster than real time.
readonly page_ms=15000
readonly demo_seconds=300

die() {
  printf 'ui-picture: %s\n' "$1" >&2
  exit 1
}

case "${1:-}" in
  -h | --help)
    sed -n '2,4s/^# *//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac

browser=""
for candidate in chromium chromium-browser google-chrome; do
  if command -v "$candidate" >/dev/null; then
    browser=$candidate
    break
  fi
done
[ -n "$browser" ] || die "needs chromium or google-chrome in PATH; on Debian: apt-get install chromium"

link=${1:-}
file=${2:-$root/docs/flink-job.png}
folder=$(mktemp -d)
demo=""
finish() {
  if [ -n "$demo" ]; then
    kill "$demo" 2>/dev/null || true
    wait "$demo" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT

if [ -z "$link" ]; then
  "$root/megadb" demo --data "$folder/data" --port 0 --ui-port 0 >"$folder/demo" 2>&1 &
  demo=$!
  waited=0
  until link=$(sed -n 's/^The job in the web UI: //p' "$folder/demo") && [ -n "$link" ]; do
    kill -0 "$demo" 2>/dev/null || die "the demo ended: $(tail -n 1 "$folder/demo")"
    [ "$((waited += 1))" -le "$demo_seconds" ] || die "the demo has no job after $demo_seconds s"
    sleep 1
  done
fi

# Root may not use the browser's sandbox; the page is our own.
timeout 120 "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/browser" \
  --window-size="$window" --force-device-scale-factor="$scale" --virtual-time-budget="$page_ms" \
  --screenshot="$folder/job.png" "$link" >"$folder/log" 2>&1 || die "$browser failed: $(tail -n 1 "$folder/log")"
[ -s "$folder/job.png" ] || die "$browser wrote no picture: $(tail -n 1 "$folder/log")"
mv "$folder/job.png" "$file"
printf '%s: %s bytes, %s\n' "$file" "$(stat -c %s "$file")" "$link"
