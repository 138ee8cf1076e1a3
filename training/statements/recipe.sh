#!/usr/bin/env bash
# The steps that made the shipped tagger. POLNEAR may be empty: then our own corpus alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${ENCODER:?a folder with MiniLM-L6}" "${SCORE:?a scorer of attributions}" "${PY:?a Python with training/requirements.txt}"
OUT=${OUT:-train-work}
export PYTHONPATH=src:. MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 # large buffers are used again
mkdir -p "$OUT"
"$PY" -m training.statements.corpus training/corpus/train >"$OUT/own.jsonl"
"$PY" -m training.statements.corpus training/corpus/held >"$OUT/held.jsonl"
train() { "$PY" -m training.statements.train "$ENCODER" "$@" --score "$SCORE"; }
if [ -n "${POLNEAR:-}" ]; then
  news=(--train "$POLNEAR/train.jsonl.gz" --dev "$POLNEAR/dev.jsonl.gz")
  train "$OUT/one" "${news[@]}" --epochs 5 --stop-after 2
  train "$OUT/two" "${news[@]}" --epochs 3 --stop-after 2 --start "$OUT/one/weights.pt"
  train "$OUT/three" "${news[@]}" --train "$OUT/own.jsonl:5" --epochs 1 --rate 1.2e-4 --start "$OUT/two/weights.pt"
  train "$OUT/last" "${news[@]}" --train "$OUT/own.jsonl:5" --epochs 1 --rate 8e-5 --seed 20261126 --start "$OUT/three/weights.pt"
else
  train "$OUT/last" --train "$OUT/own.jsonl" --dev "$OUT/held.jsonl" --epochs 12
fi
"$PY" -m training.statements.export "$ENCODER" "$OUT/last/weights.pt" "$OUT/statements"
