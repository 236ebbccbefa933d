"""A small disk that can be full for a while."""

import os
import pathlib
import resource
import subprocess
import sys

_INSIDE = "WAYBILL_OWN_MOUNTS"
_LEFT = 24  # KiB to which a file may still grow where there is no disk of one's own


def enter_own_mounts():
    """Starts this script again where it may mount: what it mounts there nobody else sees, and ends with it. Without the
    right to do that it goes on as it is, and SmallDisk says what that means."""
    if _INSIDE in os.environ:
        return
    own = ["unshare", "--mount", "--propagation", "private"]
    for words in (own, [*own, "--map-root-user"]):
        if subprocess.run([*words, "true"], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
            os.environ[_INSIDE] = "yes"
            os.execvp(words[0], [*words, "--", sys.executable, *sys.argv])


class SmallDisk:
    """A file system in memory at `folder` that full() fills to the last byte and free() empties again. Where none can
    be mounted, the programs named to full() may make no file larger instead, and neither may those that are started
    with wrapped() meanwhile."""

    def __init__(self, folder, megabytes):
        self.folder = pathlib.Path(folder)
        self._ballast = self.folder / "ballast"
        self._limited = []
        self._is_full = False
        self.folder.mkdir(parents=True, exist_ok=True)
        mounted = _INSIDE in os.environ and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "waybill", str(self.folder)],
            capture_output=True).returncode == 0
        self.is_real = mounted
        if not mounted:
            print("\n*** NOT AS IT SHOULD BE: no small disk can be mounted here (root or user namespaces can).\n"
                  f"*** Instead of a full disk, the programs are forbidden to make any file larger than {_LEFT} KiB.\n",
                  file=sys.stderr, flush=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.free()
        if self.is_real:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def full(self, processes):
        """From now on nothing more fits, but where somebody gives room back; to be called again then. `processes` are
        the pids that write there."""
        if self.is_real:
            with open(self._ballast, "ab", buffering=0) as ballast:
                for size in (1 << 20, 1 << 12, 1):
                    try:
                        while ballast.write(bytes(size)) == size:
                            pass
                    except OSError:
                        continue
            return
        if self._is_full:
            return
        self._is_full = True
        for pid in processes:
            try:
                self._limited.append((pid, resource.prlimit(pid, resource.RLIMIT_FSIZE)))
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (_LEFT << 10, self._limited[-1][1][1]))
            except ProcessLookupError:
                continue

    def free(self):
        """There is room again."""
        self._is_full = False
        self._ballast.unlink(missing_ok=True)
        for pid, limits in self._limited:
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
            except ProcessLookupError:
                continue
        self._limited = []

    def wrapped(self, command):
        """The command as it is to be started."""
        if self.is_real:
            return command
        limit = f"ulimit -S -f {_LEFT}; " if self._is_full else ""
        return ["bash", "-c", f"trap '' XFSZ; {limit}exec \"$@\"", "--", *command]
