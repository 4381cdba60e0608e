#!/usr/bin/env bash
# Compares kzq with fzf, skim, ripgrep, the engine tantivy and the libraries nucleo, frizbee and fuzzy-matcher, over the
# same collection in one run, and prints tables in Markdown: the cost of a query and of a key, start, memory, relevance.
#
#   benches/peers.sh [--quick] [--only PEER,…] [--top FILE] [COLLECTION_DIR] [N]
#
# COLLECTION_DIR contains N.ron, and N.txt with one entry per line: speaker, text and question, separated by tabs. Without
# it, a collection of N entries (10000) is generated. --quick is a smoke test; --only compares with some peers. FILE
# gets the best five entries of each peer for ten queries. Missing peers are installed from Debian and the crates registry
# if possible, and otherwise named in the tables.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
target="${CARGO_TARGET_DIR:-$here/peers/target}"
skim=5.9.0
said="benches/peers.sh $*"

say() { printf '%s\n' "$*" >&2; }

options=() top="$target/peers-top-five.md"
while [[ "${1:-}" == --* ]]; do
    case "$1" in
    --quick) options+=(quick) && shift ;;
    --only) options+=("only=${2:?--only needs names}") && shift 2 ;;
    --top) top="${2:?--top needs a file}" && shift 2 ;;
    *) say "unknown option $1" && exit 2 ;;
    esac
done
given="${1:-}"
entries="${2:-}"

# The number may follow from the directory.
if [ -n "$given" ] && [ -z "$entries" ]; then
    for file in "$given"/*.ron; do
        [ -f "${file%.ron}.txt" ] && entries="$(basename "$file" .ron)" && break
    done
fi
entries="${entries:-10000}"

install_from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; } >/dev/null 2>&1
}

need() { # PROGRAM PACKAGE…
    local program="$1" && shift
    command -v "$program" >/dev/null || install_from_debian "$@" || say "not installed: $program"
}

need fzf fzf
need rg ripgrep
fortunes=/usr/share/games/fortunes
[ -f "$fortunes/people" ] || install_from_debian fortunes fortunes-min || say "not installed: fortunes"

export CARGO_TARGET_DIR="$target"
export PATH="$target/tools/bin:$PATH"
if ! sk --version 2>/dev/null | grep -qxF "sk $skim"; then
    cargo install --quiet --locked skim --version "$skim" --no-default-features --features cli,frizbee \
        --root "$target/tools" >&2 || say "not installed: sk $skim"
fi

cargo build --quiet --profile dist --locked --manifest-path "$here/../Cargo.toml" >&2
cargo build --quiet --release --locked --manifest-path "$here/peers/Cargo.toml" >&2
peers="$target/release/peers"

make_collection() { # N
    local sayings=()
    [ -d "$fortunes" ] && sayings=("$fortunes")
    "$peers" generate "$1" "$target/collections" "${sayings[@]}" || { say "no collection of $1 entries" && exit 1; }
}

directory="$given"
if [ -z "$given" ]; then
    directory="$target/collections"
    make_collection "$entries"
fi

# Relevance is judged over ten thousand entries: hundreds of queries per peer take too long over more.
small="$directory" small_entries="$entries"
if [ "$entries" -gt 10000 ]; then
    small="$target/collections" small_entries=10000
    make_collection 10000
fi

"$peers" measure "$target/dist/kzq" "$directory" "$entries" "$small" "$small_entries" "$top" "${said%% }" "${options[@]}"
say "the best five of each: $top"
