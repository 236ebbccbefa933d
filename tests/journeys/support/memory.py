"""How much memory a program holds, over its life."""

import statistics
import time


def _field(pid, name):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith(name)), None)
    except (FileNotFoundError, ProcessLookupError):
        return None


class MemoryCurve:
    """Samples of one process, in KiB, not more than one a second."""

    def __init__(self, pid):
        self.pid = pid
        self.samples = []  # (seconds since the beginning, KiB)
        self.peak = 0
        self._began = time.monotonic()

    def sample(self):
        """Looks, if the last look was a second ago."""
        now = time.monotonic() - self._began
        if self.samples and now - self.samples[-1][0] < 1:
            return
        resident, peak = _field(self.pid, "VmRSS:"), _field(self.pid, "VmHWM:")
        if resident:
            self.samples.append((now, resident))
            self.peak = max(self.peak, peak or 0)

    def after_warm_up(self):
        """The samples behind the first third of its life."""
        return self.samples[len(self.samples) // 3:]

    def growth(self):
        """KiB by which it grew after its warm-up: the median of the last fifth of these samples less that of the
        first."""
        kib = [one for _, one in self.after_warm_up()]
        fifth = max(1, len(kib) // 5)
        return round(statistics.median(kib[-fifth:]) - statistics.median(kib[:fifth]))

    def slope(self):
        """KiB an hour after its warm-up, by least squares."""
        seconds, kib = zip(*self.after_warm_up())
        return round(statistics.linear_regression(seconds, kib).slope * 3600) if len(set(seconds)) > 1 else 0
