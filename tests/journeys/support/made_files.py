"""Files as the practice environment makes them for its jobs, each of them unlike any other."""

import io
import re
import string
import subprocess
import zipfile

from support.processes import program

_CAUSES = ("mandatory", "reference", "enum", "length", "number", "date")
_DIGITS = string.digits + string.ascii_uppercase
_ROWS = 3
_KEYS = re.compile(r"[A-Z0-9]{3}(?=0000\d)")


def _make(entity, seed, *more):
    command = [program("waybill-practice"), "--make-file", entity, "--rows", str(_ROWS), "--seed", str(seed), *more]
    made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
    return made.stdout if made.returncode == 0 else None


def _encoded(text, like):
    return b"\xff\xfe" + text.encode("utf-16-le") if like.startswith(b"\xff\xfe") else text.encode()


class MadeFiles:
    """The files of one job: two in three are good, the others fail for one cause each."""

    def __init__(self, job, seed):
        self.is_package = bool(job.get("package"))
        entity = "package" if self.is_package else job["entity"]
        self.suffix = "zip" if self.is_package else "xml" if "XML" in job.get("format", "") else "csv"
        spoilt = [_make(entity, seed, "--bad", f"{cause}:1") for cause in _CAUSES]
        spoilt = [one for one in spoilt if one]
        good = [_make(entity, seed + number) for number in range(2 * len(spoilt))]
        self._patterns = good + spoilt
        assert all(self._patterns) and len(self._patterns) >= 6, f"no files can be made of {entity}"

    def content(self, number, chance):
        """File `number` of the day, from 0 to 46,655; the number is in its keys."""
        pattern = chance.choice(self._patterns)
        if self.is_package:
            whole = io.BytesIO(pattern)
            with zipfile.ZipFile(whole, "a") as package:
                package.comment = b"file %d" % number
            return whole.getvalue()
        text = pattern.decode("utf-16" if pattern.startswith(b"\xff\xfe") else "utf-8")
        key = "".join(_DIGITS[number // 36 ** place % 36] for place in (2, 1, 0))
        return _encoded(_KEYS.sub(key, text), pattern)
