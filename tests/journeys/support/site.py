"""One company on a simulated day: its practice environment, its profile with a window, and the commands that push."""

import collections
import hashlib
import pathlib
import struct
import subprocess
import tempfile
import time

from support.cli import Cli
from support.made_files import MadeFiles
from support.memory import MemoryCurve
from support.practice import Practice
from support.processes import program, spawn

SPEED = 10  # lifecycles: bad waves still last longer than one answer
BAD_WORDS = ("terminate called", "what():", "ASSERT", "QObject::", "Sanitizer", "Segmentation")
HOUR = 3600


class Lane:
    """What is pushed through one job: one command after the other."""

    def __init__(self, job, files):
        self.job = job
        self.files = files
        self.process = None
        self.killed = False
        self.not_before = 0


class Site:
    """Everything happens in step(), which never waits long; the plan of the day follows from `chance`. `files`: how
    many there are to be; `batch`: from how many to how many of them one command pushes; `lanes`: through how many jobs;
    `troubles`: from how many to how many seconds lie between two of them; `clockjump`: the library of clockjump.c;
    `disk`: a SmallDisk for the profile."""

    def __init__(self, name, chance, files, batch, lanes, troubles, clockjump, window_dies=True, disk=None):
        self.name = name
        self.chance = chance
        self.wanted = files
        self.batch = batch
        self.troubles = troubles
        self.window_dies = window_dies
        self.disk = disk
        self.files = {}  # name → (job, path, SHA-256, bytes)
        self.seen = collections.Counter()
        self.curves = []  # the memory of each window
        self.window = None
        self._own = tempfile.TemporaryDirectory(prefix="waybill-site-")
        self.folder = pathlib.Path(self._own.name)
        self.practice = Practice(SPEED, options=("--scenario", "bad-day", "--seed", chance.randrange(1 << 30),
                                                 "--retry-after", 1))
        self.practice.start()
        self.cli = Cli(None if disk is None else self._profile_on(disk))
        self.cli.add_environment(self.practice, requests_per_second=1000)
        jobs = [job for job in self.practice.info["jobs"] if job["direction"] == "import"][:lanes]
        for job in jobs:
            self.cli.add_job(job)
        self.lanes = [Lane(job["name"], MadeFiles(job, 1 + number)) for number, job in enumerate(jobs)]
        self._clock = self.folder / "clock"
        self.jump_to(0)
        self.cli.environment["CLOCKJUMP_FILE"] = str(self._clock)
        self.cli.environment["LD_PRELOAD"] = str(clockjump)
        self._errors = open(self.folder / "stderr.txt", "ab")
        self._deck = []
        self._service_back = self._window_back = self._room_again = None  # when it runs again
        self._forgiven = 0  # until when a command may still say that the disk was full
        self._next_trouble = time.monotonic() + 1
        self.open_window()

    @staticmethod
    def _profile_on(disk):
        profile = disk.folder / "profile"
        profile.mkdir()
        return profile

    def close(self):
        for process in [self.window, *(lane.process for lane in self.lanes)]:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.practice.__exit__()
        self.cli.__exit__()
        self._errors.close()
        self._own.cleanup()

    # The programs.

    def _spawn(self, command, **options):
        command = self.disk.wrapped(command) if self.disk else command
        return spawn(command, env=self.cli.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                     stderr=self._errors, **options)

    def open_window(self):
        self.window = self._spawn([program("waybill"), "--profile", str(self.cli.profile)])
        self.curves.append(MemoryCurve(self.window.pid))
        self._window_back = None

    def jump_to(self, seconds):
        """How much the clocks of window and commands are off from now on."""
        with open(self._clock, "r+b" if self._clock.exists() else "wb") as clock:
            clock.write(struct.pack("q", seconds))

    def make_files(self, lane, count):
        made = []
        for _ in range(count):
            number = len(self.files)
            content = lane.files.content(number, self.chance)
            name = f"{self.name}-{number:05}.{lane.files.suffix}"
            path = self.folder / name
            path.write_bytes(content)
            self.files[name] = (lane.job, path, hashlib.sha256(content).hexdigest(), len(content))
            made.append(path)
        return made

    def push(self, lane, paths):
        lane.killed = False
        lane.process = self._spawn(self.cli.command("push", *paths, "--job", lane.job, "--timeout", 60))

    def ended(self, lane):
        """Judges the lane's command, which has ended."""
        code = lane.process.returncode
        met_full_disk = self.is_full or time.monotonic() < self._forgiven
        allowed = (0, 1, 2, 3, 4) if met_full_disk else (0, 1, 3, 4)
        if lane.killed:  # it may have ended by itself just before
            allowed += (-9,)
        assert code in allowed, f"a push of {self.name} ended with {code}\n{self.errors()[-3000:]}"
        self.seen[f"push ended with {code}"] += 1
        lane.process = None
        if self.is_full:
            lane.not_before = time.monotonic() + 6

    # The troubles. Each leaves the world running, or says when it runs again.

    def killed_command_line(self):
        running = [lane for lane in self.lanes if lane.process and lane.process.poll() is None]
        if running:
            lane = self.chance.choice(running)
            lane.killed = True
            lane.process.kill()
            self.seen["kills of the command line"] += 1

    def killed_window(self):
        if not self.window_dies:
            return
        self.window.kill()
        self.window.wait()
        self.window = None
        self.seen["kills of the window"] += 1
        self._window_back = time.monotonic() + self.chance.uniform(0, 6)

    def killed_service(self):
        self.practice.process.kill()
        self.practice.process.wait()
        self.practice.stop()
        self.seen["kills of the service"] += 1
        self._service_back = time.monotonic() + self.chance.uniform(0, 2)

    def jumped_clock(self):
        self.jump_to(self.chance.choice((-2, -1, 0, 1, 2)) * HOUR)
        self.seen["jumps of the clock"] += 1

    @property
    def is_whole(self):
        """Nothing is down that will come back."""
        return not (self._service_back or self._window_back or self._room_again)

    @property
    def is_full(self):
        return self._room_again is not None

    def fill_disk(self, seconds):
        """Nothing fits for that long. What is pushed now is refused in words, and no byte of it leaves."""
        self._room_again = time.monotonic() + seconds
        self.seen["seconds with a full disk"] += seconds
        for _ in range(20):
            self.disk.full([process.pid for process in self._running()])
            path, = self.make_files(self.lanes[0], 1)
            command = self.cli.command("push", path, "--job", self.lanes[0].job, "--timeout", 10)
            said = subprocess.run(self.disk.wrapped(command), env=self.cli.environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True)
            if said.returncode in (2, 3):
                break
            # Somebody gave room back meanwhile, such as a push whose copy did not fit, and this one fitted there.
        assert said.returncode in (2, 3) and said.stderr.strip(), f"a push onto a full disk: {said}"
        assert not self.practice.stored(path.name), f"{path.name} left although it could not be kept"

    def _running(self):
        return [one for one in [self.window, *(lane.process for lane in self.lanes)] if one and one.poll() is None]

    def _troubles(self, now):
        if self._service_back and now >= self._service_back:
            self._service_back = None
            self.practice.start()
        if self._window_back and now >= self._window_back and not self.is_full:
            self.open_window()
        if self._room_again and now >= self._room_again:
            self.disk.free()
            self._room_again = None
            self._forgiven = now + 20  # commands that met the full disk may end a little later
        if now < self._next_trouble or not self.is_whole:
            return
        if not self._deck:
            deck = (self.killed_command_line, self.killed_window, self.killed_service, self.jumped_clock)
            self._deck = self.chance.sample(deck, len(deck))
        self._deck.pop()()
        self._next_trouble = now + self.chance.uniform(*self.troubles)

    # The day.

    @property
    def is_done(self):
        return len(self.files) >= self.wanted and self.is_whole and \
            all(lane.process is None for lane in self.lanes)

    def step(self):
        """What is due now."""
        self._troubles(time.monotonic())
        self.watch()
        now = time.monotonic()
        for lane in self.lanes:
            rest = self.wanted - len(self.files)
            if not lane.process and rest > 0 and now >= lane.not_before:
                most = min(rest, 3 if self.is_full else self.chance.randint(*self.batch))
                self.push(lane, self.make_files(lane, most))

    def watch(self):
        """Looks at what runs: window and service live, commands end as they may."""
        assert self._service_back or self.practice.process.poll() is None, \
            f"the service of {self.name} ended by itself\n{self.practice.errors()[-3000:]}"
        if self.window:
            assert self.window.poll() is None, \
                f"a window of {self.name} ended by itself with {self.window.returncode}\n{self.errors()[-3000:]}"
            self.curves[-1].sample()
        for lane in self.lanes:
            if lane.process and lane.process.poll() is not None:
                self.ended(lane)

    def errors(self):
        """What window and commands said on stderr."""
        return (self.folder / "stderr.txt").read_text(errors="replace")

    def assert_no_bad_words(self):
        said = self.errors()
        for word in BAD_WORDS:
            at = said.find(word)
            assert at < 0, f"{self.name} said:\n{said[max(0, at - 500):at + 500]}"
