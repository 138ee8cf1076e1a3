"""Judging time-stamps: by rfc3161-client, and by the openssl program where that is too strict to read one.

In:   the reply of an authority, the query it answers, the pinned certificates.
Out:  `Judged`, with the program that judged; or an error that says why not.
Not:  asking anyone. A reply that was read and does not hold is refused; no second opinion is sought for it.
"""

from __future__ import annotations

from importlib.metadata import version

import rfc3161_client
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import InvalidVersion, load_pem_x509_certificates

from answerable.outside.openssl import judge_with_openssl
from answerable.preserve.stamp_query import StampQuery
from answerable.preserve.stamps import Judged, TokenRefusedError
from answerable.terms.moment import moment

MAX_REPLY = 1 << 20
_SHA256 = "2.16.840.1.101.3.4.2.1"


class Rfc3161Judge:
    """Passes for preserve's `TokenJudge`."""

    def judge(self, reply: bytes, query: StampQuery, pinned: bytes) -> Judged:
        """Raises TokenRefusedError, or TokenNotJudgedError when neither program can read the reply."""
        tool = f"rfc3161-client {version('rfc3161-client')}"
        if len(reply) > MAX_REPLY:
            raise TokenRefusedError(f"it has {len(reply):,} bytes, more than a time-stamp needs", tool)
        try:
            response = rfc3161_client.decode_timestamp_response(reply)
            algorithm = response.tst_info.message_imprint.hash_algorithm.dotted_string
            time = moment(response.tst_info.gen_time)
            verifier = _verifier(query, pinned)
            verifier.verify(response, query.digest)
        except rfc3161_client.VerificationError as error:
            raise TokenRefusedError(str(error).strip().removesuffix(".") or "it does not hold", tool) from error
        except (
            ValueError,
            UnsupportedAlgorithm,
            InvalidVersion,
        ):  # its parser takes DER by the letter, and knows fewer algorithms
            return judge_with_openssl(reply, query, pinned)
        if algorithm != _SHA256:
            raise TokenRefusedError("it is of another kind of digest than was asked for", tool)
        return Judged(time, tool)


def _verifier(query: StampQuery, pinned: bytes) -> rfc3161_client.Verifier:
    builder = rfc3161_client.VerifierBuilder(roots=[], intermediates=[]).nonce(query.nonce)
    for one in load_pem_x509_certificates(pinned):
        if one.issuer == one.subject:
            builder = builder.add_root_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    return builder.build()
