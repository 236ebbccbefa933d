"""Child processes that never outlive the journey that started them, and waiting without sleeping blindly."""

import ctypes
import os
import signal
import subprocess
import time

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def _die_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def spawn(command, **options):
    """subprocess.Popen whose child is killed when the journey dies, however it dies."""
    return subprocess.Popen([str(word) for word in command], preexec_fn=_die_with_parent, **options)


def stop(process, seconds=10):
    """Ends a process politely, then not; returns its exit code. None is allowed and ignored."""
    if process is None:
        return None
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()
    return process.returncode


class NeverHappened(AssertionError):
    """wait_for ran out of time."""


def wait_for(condition, what, seconds=30, interval=0.05):
    """Asks `condition` until it gives something true, and returns that. `what` names it in the failure."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise NeverHappened(f"waited {seconds} s in vain for {what}; the last answer was {value!r}")
        time.sleep(interval)


def program(name):
    """The path of a built program; the folder comes from WAYBILL_BIN, which CTest sets."""
    folder = os.environ.get("WAYBILL_BIN")
    if not folder:
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
        folder = next((f for f in (f"{root}/build/release/bin", f"{root}/build/dev/bin") if os.path.isdir(f)), root)
    path = os.path.join(folder, name)
    if not os.access(path, os.X_OK):
        raise FileNotFoundError(f"{path} is not built; build it, or set WAYBILL_BIN to the folder of the programs")
    return path
