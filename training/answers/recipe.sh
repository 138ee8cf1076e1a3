#!/usr/bin/env bash
# The steps that made the shipped scorer of answers.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${ENCODER:?a folder with MiniLM-L6}" "${PY:?a Python with training/requirements.txt}"
OUT=${OUT:-train-work}
export PYTHONPATH=src:. MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 # large buffers are used again
cases=(--train training/cases/train --apart 8)
"$PY" -m training.answers.train "$ENCODER" "$OUT/answers-first" "${cases[@]}" --epochs 5 --rate 1.2e-4 --without p q r
"$PY" -m training.answers.train "$ENCODER" "$OUT/answers" "${cases[@]}" --epochs 1 --rate 8e-5 --often p q r \
  --start "$OUT/answers-first/weights.pt"
cool=$("$PY" -m training.answers.calibrate "$OUT/answers/dev.npz" "${cases[@]}")
"$PY" -m training.answers.joint "$OUT/answers/dev.npz" "$OUT/answers/joint.json" "${cases[@]}" --cool $cool
"$PY" -m training.answers.export "$ENCODER" "$OUT/answers/weights.pt" "$OUT/answers" --cool $cool --joint "$OUT/answers/joint.json"
