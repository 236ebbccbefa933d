"""A private desktop session: a D-Bus of its own, an unlocked keychain, and a screen where a window is wanted."""

import os
import pathlib
import subprocess
import tempfile

from support.processes import spawn, stop, wait_for


class Session:
    """D-Bus session bus and gnome-keyring in a temporary home. `environment` goes to the programs."""

    def __init__(self, keychain=True):
        self._keychain = keychain
        self._processes = []
        self.environment = {}

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="waybill-session-")
        home = pathlib.Path(self._folder.name)
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        self.home = home
        self.environment = dict(HOME=str(home), XDG_RUNTIME_DIR=str(runtime), XDG_DATA_HOME=str(home / "data"),
                                XDG_CONFIG_HOME=str(home / "config"), XDG_CACHE_HOME=str(home / "cache"))
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        bus = self.spawn(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
        address = bus.stdout.readline().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start: is the package dbus installed?")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        if self._keychain:
            keyring = self.spawn(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            keyring.stdin.write(b"journey")
            keyring.stdin.close()
            keyring.stdin = None
            wait_for(lambda: self.on_the_bus("org.freedesktop.secrets"), "the keychain to come up")

    def __exit__(self, *_):
        for process in reversed(self._processes):
            stop(process)
        self._processes.clear()
        self._folder.cleanup()

    def spawn(self, command, **options):
        """Starts a process of the session; it ends with the session."""
        process = spawn(command, env={**os.environ, **self.environment}, **options)
        self._processes.append(process)
        return process

    def on_the_bus(self, name):
        """Whether somebody owns that bus name."""
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                                "org.freedesktop.DBus.NameHasOwner", f"string:{name}"],
                               env={**os.environ, **self.environment}, capture_output=True, text=True)
        return "boolean true" in asked.stdout

    def secrets(self, *attributes):
        """What the keychain holds under these attributes (name, value, …), with secrets; for looking inside."""
        found = subprocess.run(["secret-tool", "search", "--all", *attributes], env={**os.environ, **self.environment},
                               capture_output=True, text=True)
        return found.stdout + found.stderr


class Desktop(Session):
    """A Session with a screen and the accessibility bus. The journey's own process joins it, so that pyatspi can be
    imported afterwards; one Desktop a process."""

    def __init__(self, size=(1280, 800), keychain=True):
        super().__init__(keychain)
        self._size = size

    def _start(self):
        reader, writer = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self._size[0]}x{self._size[1]}x24",
                    "-nolisten", "tcp", "-noreset"], pass_fds=[writer], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start: is the package xvfb installed?")
        self.environment.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                                XDG_SESSION_TYPE="x11")
        self.environment["NO_AT_BRIDGE"] = "0"
        super()._start()
        self.spawn(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
        wait_for(lambda: self.on_the_bus("org.a11y.Bus"), "the accessibility bus to come up")
        os.environ.update(self.environment)

    def picture(self, path):
        """The screen as a picture, for a person to look at; quietly nothing where no tool for it is installed."""
        tool = subprocess.run(["sh", "-c", "command -v import"], capture_output=True, text=True).stdout.strip()
        if tool:
            subprocess.run([tool, "-window", "root", str(path)], env={**os.environ, **self.environment}, check=False)
