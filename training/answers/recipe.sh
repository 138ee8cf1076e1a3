#!/usr/bin/env bash
# The steps that made the shipped scorer of answers.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${ENCODER:?a folder with MiniLM-L6}" "${PY:?a Python with training/requirements.txt}"
OUT=${OUT:-train-work}
export PYTHONPATH=src:. MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 # large buffers are used again
cases=(--train training/cases/train --apart 8)
terse=(m p q r s t u v) late=(xa xb xc xd xe) # batches that were written later, in other manners
learn() { "$PY" -m training.answers.train "$ENCODER" "$OUT/$1" "${cases[@]}" "${@:2}"; }
learn answers-first --epochs 5 --rate 1.2e-4 --without "${terse[@]}" "${late[@]}"
learn answers-second --epochs 2 --rate 8e-5 --without "${late[@]}" --often "${terse[@]}" --start "$OUT/answers-first/weights.pt"
learn answers --epochs 2 --rate 6e-5 --often "${terse[@]}" "${late[@]}" --start "$OUT/answers-second/weights.pt"
cool=$("$PY" -m training.answers.calibrate "$OUT/answers/dev.npz" "${cases[@]}")
"$PY" -m training.answers.joint "$OUT/answers/dev.npz" "$OUT/answers/joint.json" "${cases[@]}" --cool $cool
"$PY" -m training.answers.export "$ENCODER" "$OUT/answers/weights.pt" "$OUT/answers" --cool $cool --joint "$OUT/answers/joint.json"
