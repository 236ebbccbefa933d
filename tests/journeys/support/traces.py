"""Where a secret may have left a trace: files, the outside of a process, its memory."""

import base64
import os
import pathlib

PIECE = 4 << 20


def forms(secret):
    """The ways in which a text of letters and digits may stand in bytes."""
    text = secret.encode()
    found = {text, secret.encode("utf-16-le"), secret.encode("utf-16-be"), text.hex().encode(), text[::-1]}
    for shift in range(3):  # the whole groups in the middle of base64, wherever the text begins in it
        coded = base64.b64encode(b"\0" * shift + text)
        found.add(coded[4 * bool(shift):-4])
    return found


class Traces:
    """`secrets` maps what a secret is to the secret."""

    def __init__(self, secrets):
        self.needles = {form: what for what, secret in secrets.items() for form in forms(secret)}
        self.longest = max(map(len, self.needles))

    def in_bytes(self, data):
        """What was found, by name."""
        return sorted({what for form, what in self.needles.items() if form in data})

    def in_text(self, text):
        return self.in_bytes(text.encode(errors="surrogateescape"))

    def in_files(self, folder, besides=()):
        """Every file below `folder`, its name too; `besides` are files that the journey itself wrote secrets into."""
        found, seen = [], 0
        for path in pathlib.Path(folder).rglob("*"):
            found += [(str(path), what) for what in self.in_text(str(path))]
            if path in besides or not path.is_file() or path.is_symlink():
                continue
            try:
                data = path.read_bytes()
            except FileNotFoundError:  # a temporary file that is gone
                continue
            seen += 1
            found += [(str(path), what) for what in self.in_bytes(data)]
        return found, seen

    def outside(self, pid):
        """What other processes of the user see of a process, and of its children."""
        found = []
        for process in [pid, *descendants(pid)]:
            for name in ("cmdline", "environ"):
                try:
                    data = pathlib.Path(f"/proc/{process}/{name}").read_bytes()
                except (FileNotFoundError, ProcessLookupError):
                    continue
                found += [(f"{name} of {process}", what) for what in self.in_bytes(data)]
        return found

    def in_memory(self, pid):
        """All that the process may read of its own memory."""
        found = set()
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                span, rights, *_, name = line.split(maxsplit=5) if len(line.split()) > 5 else (*line.split(), "")
                if not rights.startswith("r") or name.startswith(("[vvar", "[vsyscall", "/dev/")):
                    continue
                begin, end = (int(one, 16) for one in span.split("-"))
                kept = b""
                while begin < end:
                    try:
                        memory.seek(begin)
                        piece = memory.read(min(PIECE, end - begin))
                    except OSError:  # a page without content behind it
                        break
                    if not piece:
                        break
                    found.update(self.in_bytes(kept + piece))
                    kept = piece[-self.longest:]
                    begin += len(piece)
        return sorted(found)


def descendants(pid):
    """The processes that it started, and theirs."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = pathlib.Path(f"/proc/{entry}/stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family[1:]
