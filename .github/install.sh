#!/usr/bin/env bash
# Installs the program's release into a folder, its checksum verified; where there is none for this
# machine, compiles it.
#
# install.sh FOLDER VERSION
set -euo pipefail

folder=$1
version=${2#v}
home=${QUARTERDECK_HOME:-https://github.com/quarterdeck/quarterdeck}
mkdir -p "$folder"

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) target=x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
    Darwin-x86_64) target=x86_64-apple-darwin ;;
    Darwin-arm64) target=aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
    *) target= ;;
esac

name=quarterdeck-v$version-$target
ending=tar.gz
[[ $target == *windows* ]] && ending=zip
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

get() { curl --fail --silent --show-error --location --retry 3 --output "$work/$1" "$home/releases/download/v$version/$1"; }

sum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

if [[ -n $target ]] && get "$name.$ending" && get "$name.$ending.sha256"; then
    expected=$(cut -d ' ' -f 1 "$work/$name.$ending.sha256")
    actual=$(sum "$work/$name.$ending")
    if [[ $expected != "$actual" ]]; then
        echo "error: the checksum of $name.$ending is $actual instead of $expected" >&2
        exit 1
    fi
    if [[ $ending == zip ]]; then unzip -q "$work/$name.zip" -d "$work"; else tar -xzf "$work/$name.tar.gz" -C "$work"; fi
    cp "$work/$name"/quarterdeck* "$folder/"
else
    echo "there is no release $version for this machine; compiling it" >&2
    cargo install --locked --root "$work/built" --git "$home" --tag "v$version" quarterdeck
    cp "$work/built/bin"/quarterdeck* "$folder/"
fi
