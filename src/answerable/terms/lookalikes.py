"""Letters that stand beside Latin ones and look like them: `раy` is not `pay`.

In:   any text. Out: where such letters are.
Not:  words of another script as a whole, or signs such as `Δt` that look like nothing but themselves.
"""

from __future__ import annotations

import re

_TWINS = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b9\u03bd\u03bf\u03c1\u03c5"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04ae\u04bb\u04c0\u04cf\u0501\u051b\u051d"
)
_LATIN = "A-Za-z\u00c0-\u024f"
#: One letter of Greek or Cyrillic that looks like a Latin one, right before or after a Latin letter.
LOOK_ALIKE = re.compile(f"(?<=[{_LATIN}])[{_TWINS}]|[{_TWINS}](?=[{_LATIN}])")
