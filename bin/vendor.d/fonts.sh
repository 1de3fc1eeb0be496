#!/bin/sh
# Cuts the variable fonts to the weights and letters the pages use. Arguments: node_modules, target folder.
set -eu
modules=$1 target=$2 scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
latin='U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2002-2009,U+2010-2027,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212'
extended='U+0100-0130,U+0132-0151,U+0154-017F,U+0218-021B,U+1E9E'
cut() { # source, pins, letters, target
  fonttools varLib.instancer -q --no-recalc-timestamp -o "$scratch/pinned.ttf" "$1" $2
  pyftsubset "$scratch/pinned.ttf" --unicodes="$3" --flavor=woff2 --layout-features=kern,liga,calt,ccmp,locl,mark,mkmk,tnum \
    --desubroutinize --output-file="$target/$4"
}
fraunces=$modules/@fontsource-variable/fraunces figtree=$modules/@fontsource-variable/figtree
cut "$fraunces/files/fraunces-latin-full-normal.woff2" "opsz=36 SOFT=40 WONK=0 wght=400:700" "$latin" fraunces-latin.woff2
cut "$fraunces/files/fraunces-latin-ext-full-normal.woff2" "opsz=36 SOFT=40 WONK=0 wght=400:700" "$extended" fraunces-latin-ext.woff2
cut "$figtree/files/figtree-latin-wght-normal.woff2" "wght=400:700" "$latin" figtree-latin.woff2
cut "$figtree/files/figtree-latin-ext-wght-normal.woff2" "wght=400:700" "$extended" figtree-latin-ext.woff2
cp "$fraunces/LICENSE" "$target/LICENSE-fraunces.txt"
cp "$figtree/LICENSE" "$target/LICENSE-figtree.txt"
