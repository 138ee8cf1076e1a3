"""Preserve: what was captured stays as it was, and anyone can check that it did.

`casefile` is the door: `CaseFile` opens a case folder, `Writer` adds to it. Below it, in the order bytes sink to the
disk: `blobs` (bytes by digest), `note` and `entry` (the lines of the journal), `journal` (appending them), `merkle`
and `checkpoint` (one hash over all of it), `signed_note` and `sealing` (who vouches for it), `stamps` (since when),
`recovery` (after a crash). `verify` reads everything again and trusts nothing. `shelf` holds what can be made again.
`age`, `at_rest` and `case_key` are encrypted cases; `bag` makes a copy to give away, `unbag` a case of such a copy;
`destroying` is two people's decision. The format is written down in docs/methods/seal.md.
"""
