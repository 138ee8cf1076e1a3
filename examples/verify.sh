#!/bin/sh
# Check a case folder without our program: sha256sum, openssl (1.1.1 or later) and a POSIX shell.
#
#   sh verify.sh CASE [SEAL]     SEAL: a checkpoint that you kept elsewhere, or its three lines
#
# Says `held`, `FAILED` or `not checked` of each thing; ends with 0 when nothing failed, 1 when something did.
# The format is described in docs/methods/seal.md; the numbers are its sections. It takes about a minute for
# a thousand entries, for a shell starts a program for every hash.
set -u
LC_ALL=C
export LC_ALL

case ${1-} in '' | -*) echo "usage: sh verify.sh CASE [SEAL]" >&2; exit 2 ;; esac
kept=${2-}
if [ -n "$kept" ]; then kept=$(cd "$(dirname "$kept")" && pwd)/$(basename "$kept"); fi
cd "$1" 2>/dev/null && [ -d journal/entries ] || { echo "$1 is not a case: it holds no journal" >&2; exit 2; }
for needed in sha256sum openssl awk sed od; do
  command -v "$needed" >/dev/null || { echo "$needed is needed and not installed" >&2; exit 2; }
done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0
held() { echo "held: $*"; }
failed() { echo "FAILED: $*"; bad=1; }
sum() { sha256sum | cut -c1-64; }
bytes() { # hexadecimal to bytes
  printf "$(printf %s "$1" | awk '{
    for (i = 1; i < length($0); i += 2)
      printf "\\%03o", 16 * (index("0123456789abcdef", substr($0, i, 1)) - 1) + index("0123456789abcdef", substr($0, i + 1, 1)) - 1
  }')"
}

# The entries as one list. Files must be numbered without a gap, all but the last of 256 lines.
number=0
: >"$work/lines"
last=$(ls journal/entries | tail -n 1)
for file in journal/entries/*.jsonl; do
  [ "$(basename "$file")" = "$(printf %06d.jsonl $number)" ] || failed "$file stands where $(printf %06d.jsonl $number) should"
  [ "$(basename "$file")" = "$last" ] || [ "$(wc -l <"$file")" -eq 256 ] || failed "$file does not hold 256 lines"
  cat "$file" >>"$work/lines"
  number=$((number + 1))
done
total=$(wc -l <"$work/lines" | tr -d ' ')

# (1) Each line names the SHA-256 of the line before, and its own number.
sed 's/.*"prev":"\([0-9a-f]*\)".*"seq":\([0-9]*\),.*/\2 \1/' "$work/lines" >"$work/said"
prev=0000000000000000000000000000000000000000000000000000000000000000
seq=0
while IFS= read -r line; do
  echo "$seq $prev"
  prev=$(printf %s "$line" | sum)
  seq=$((seq + 1))
done <"$work/lines" >"$work/found"
if cmp -s "$work/said" "$work/found"; then held "the chain of $total entries"
else failed "the chain of entries: line $(diff "$work/said" "$work/found" | sed -n '1s/[^0-9].*//p') and after"; fi

# (2) Each note is what its entry commits to.
sed -n 's/.*"note":"\([0-9a-f]\{64\}\)".*"seq":\([0-9]*\),.*/\2 \1/p' "$work/lines" >"$work/commitments"
cat journal/notes/*.jsonl 2>/dev/null | while IFS= read -r note; do
  salt=$(printf %s "$note" | sed 's/^{"salt":"\([0-9a-f]*\)".*/\1/')
  number=$(printf %s "$note" | sed 's/^{"salt":"[0-9a-f]*","seq":\([0-9]*\),.*/\1/')
  values=$(printf %s "$note" | sed 's/^{"salt":"[0-9a-f]*","seq":[0-9]*,"values":\(.*\)}$/\1/')
  echo "$number $(printf %s "$values" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$salt" 2>&1 | sed 's/.*= *//')"
done >"$work/notes"
if [ -f received/withheld.json ]; then # a copy: notes that its maker withheld are not checked
  sed -n 's/.*"notes":\[\([0-9,]*\)\].*/\1/p' received/withheld.json | tr ',' '\n' | grep . >"$work/silent"
  case $(cat received/withheld.json) in *'"all_notes":true'*) cut -d' ' -f1 "$work/commitments" >"$work/silent" ;; esac
  awk 'NR == FNR { silent[$1] = 1; next } !($1 in silent)' "$work/silent" "$work/commitments" >"$work/rest"
  mv "$work/rest" "$work/commitments"
  echo "not checked: $(wc -l <"$work/silent" | tr -d ' ') notes, withheld when this copy was made"
fi
if cmp -s "$work/commitments" "$work/notes"; then held "$(wc -l <"$work/notes" | tr -d ' ') notes"
else failed "notes: $(diff "$work/commitments" "$work/notes" | sed -n 's/^[<>] \([0-9]*\) .*/\1/p' | sort -nu | head -n 5 | tr '\n' ' ')"; fi

# (3) Each blob has the SHA-256 of its name, and every digest that an entry names has its file. What an `exported`
# entry names need not be here; what a `destroyed` entry names must not.
if [ -f recipient ]; then echo "not checked: the blobs are encrypted; age -d -i KEY FILE | sha256sum checks one"; fi
objects() { sed -n 's/.*"objects":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' '\n' | grep . | sort -u; }
for file in blobs/??/* journal/set-aside/*; do
  [ -f "$file" ] || continue
  case $file in *.age) continue ;; esac
  [ "$(sum <"$file")" = "$(basename "$file")" ] || failed "$file: its bytes were changed"
done
find blobs journal/set-aside journal/seals -type f ! -path 'blobs/.incoming/*' | while IFS= read -r file; do
  case $file in journal/seals/*) sum <"$file" ;; *) basename "$file" .age ;; esac
done | sort -u >"$work/there"
grep '"act":"destroyed"' "$work/lines" | objects >"$work/gone"
grep '"act":"exported"' "$work/lines" | objects >"$work/exported"
cat received/withheld.json 2>/dev/null | tr -c '0-9a-f' '\n' | grep '^.\{64\}$' | sort -u | comm -12 - "$work/exported" >"$work/withheld"
grep -v '"act":"exported"' "$work/lines" | objects | comm -23 - "$work/gone" | comm -23 - "$work/withheld" >"$work/named"
if [ -s "$work/withheld" ]; then
  echo "not checked: $(wc -l <"$work/withheld" | tr -d ' ') digests, withheld when this copy was made"
fi
if [ -s "$work/gone" ]; then
  if [ -z "$(comm -12 "$work/gone" "$work/there")" ]; then held "$(wc -l <"$work/gone" | tr -d ' ') digests destroyed by decision"
  else failed "destroyed, and still here: $(comm -12 "$work/gone" "$work/there" | head -n 5 | tr '\n' ' ')"; fi
fi
if [ -z "$(comm -23 "$work/named" "$work/there")" ]; then held "$(wc -l <"$work/named" | tr -d ' ') digests that entries name"
else failed "no file has the digest $(comm -23 "$work/named" "$work/there" | head -n 5 | tr '\n' ' ')"; fi

# (4) The root over the first lines (RFC 6962), at each size that is asked for.
leaf() { { printf '\000'; printf %s "$1"; } | sum; }
node() { { printf '\001'; bytes "$1$2"; } | sum; }
roots() { # sizes in order; prints each with its root
  peaks= at=0
  set -- "$@"
  while [ $# -gt 0 ] && IFS= read -r line; do
    hash=$(leaf "$line") number=$at at=$((at + 1))
    while [ $((number % 2)) -eq 1 ]; do
      hash=$(node "${peaks##* }" "$hash") peaks=${peaks% *} number=$((number / 2))
    done
    peaks="$peaks $hash"
    while [ $# -gt 0 ] && [ "$at" -eq "$1" ]; do
      root=
      rest=$peaks
      while [ -n "$rest" ]; do
        if [ -z "$root" ]; then root=${rest##* }; else root=$(node "${rest##* }" "$root"); fi
        rest=${rest% *}
      done
      echo "$at $root"
      shift
    done
  done <"$work/lines"
}
id=$(sed -n 's/^id *= *"\([0-9a-f]*\)".*/\1/p' case.toml | head -n 1)
sizes=$(ls journal/seals | grep '^[0-9][0-9]*$' | sort -n)
outside=
if [ -n "$kept" ]; then
  tr -d '\r' <"$kept" | sed 's/^[ 	]*//; s/[ 	]*$//' | grep . | head -n 3 >"$work/kept"
  outside=$(sed -n 2p "$work/kept")
fi
roots $(printf '%s\n' $sizes $outside | sort -n) >"$work/roots"
root_at() { sed -n "s/^$1 //p" "$work/roots" | head -n 1; }

# (5) Each checkpoint is of this case, has that root, and is signed by the key in force.
sed -n 's/.*"act":"key-changed".*"objects":\["\([0-9a-f]*\)"\].*"seq":\([0-9]*\),.*/\2 \1/p' "$work/lines" >"$work/keys"
fits() { # a file of three lines, its size: the body is what we computed
  [ "$(sed -n 1p "$1")" = "answerable.local/$id" ] && [ -n "$(root_at "$2")" ] &&
    [ "$(sed -n 3p "$1")" = "$(bytes "$(root_at "$2")" | openssl base64 -A)" ]
}
signed() { # a checkpoint, the digest of a public key: one of its lines is a signature of the body by that key
  text=$(cat "blobs/$(printf %s "$2" | cut -c1-2)/$2")
  name=$(printf %s "$text" | cut -d+ -f1) keyid=$(printf %s "$text" | cut -d+ -f2)
  { bytes 302a300506032b6570032100; printf %s "$text" | cut -d+ -f3- | openssl base64 -d -A | tail -c 32; } >"$work/key.der"
  head -n 3 "$1" >"$work/body"
  sed -n '5,$p' "$1" | while IFS=' ' read -r mark who data; do
    printf %s "$data" | openssl base64 -d -A >"$work/line" 2>/dev/null
    [ "$mark" = "$(printf '\342\200\224')" ] && [ "$who" = "$name" ] &&
      [ "$(od -An -tx1 -N4 "$work/line" | tr -d ' \n')" = "$keyid" ] || continue
    tail -c 64 "$work/line" >"$work/signature"
    openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key.der" -in "$work/body" \
      -sigfile "$work/signature" >/dev/null 2>&1 && echo yes
  done | grep -q yes
}
for size in $sizes; do
  file=journal/seals/$size/checkpoint
  [ -f "$file" ] || continue
  if [ "$(sed -n 2p "$file")" = "$size" ] && fits "$file" "$size"; then held "checkpoint $size: its root"
  else failed "checkpoint $size: the first $size entries are not those it was made of"; continue; fi
  key=$(awk -v size="$size" '$1 < size { key = $2 } END { print key }' "$work/keys")
  if [ -z "$key" ]; then echo "not checked: checkpoint $size: no key was in force yet"
  elif [ ! -f "blobs/$(printf %s "$key" | cut -c1-2)/$key" ] && [ -f recipient ]; then
    echo "not checked: checkpoint $size: the key that should have signed it is encrypted with the case"
  elif signed "$file" "$key"; then held "checkpoint $size: signed by key $keyid, which the journal itself names"
  else failed "checkpoint $size: key $keyid, in force there, did not sign it"; fi
done
newest=$(printf '%s\n' $sizes | tail -n 1)
if [ "${newest:-0}" -lt "$total" ]; then echo "not checked: entries ${newest:-0} to $((total - 1)): no checkpoint covers them"; fi
if [ -n "$kept" ]; then
  if fits "$work/kept" "$outside"; then held "the seal kept elsewhere: entries 0 to $((outside - 1)) are those it was made of"
  else failed "the seal kept elsewhere: the journal does not begin with what it was made of"; fi
else
  echo "not checked: the whole: no seal kept elsewhere was given, so whoever holds the disk could have rebuilt it"
fi

# (6) Time-stamps, each by the certificate beside it. Whether that is the authority's, you must know from elsewhere.
for reply in journal/seals/*/*.tsr; do
  [ -f "$reply" ] || continue
  name=${reply%.tsr}
  stated=$(openssl ts -reply -in "$reply" -text 2>/dev/null | sed -n 's/^Time stamp: //p')
  when=$(date -u -d "$stated" +%s 2>/dev/null) && when="-attime $when" || when=
  if openssl ts -verify -in "$reply" -queryfile "$name.tsq" -CAfile "$name.pem" $when >/dev/null 2>&1 &&
    openssl ts -verify -in "$reply" -data "$(dirname "$reply")/checkpoint" -CAfile "$name.pem" $when >/dev/null 2>&1
  then
    held "$reply: made at $stated"
    echo "  if this is the certificate of that authority: $(openssl x509 -in "$name.pem" -noout -fingerprint -sha256 | sed 's/.*=//')"
  else failed "$reply: it is not a time-stamp of the checkpoint beside it by that certificate"; fi
done
exit $bad
