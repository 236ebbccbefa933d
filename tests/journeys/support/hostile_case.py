"""A zip that a test unpacks, and what must become of it."""

import dataclasses

CONTENT = b"content\r\n"


@dataclasses.dataclass
class Case:
    """One zip: `refused` is what the reason must hold (a regular expression) and `entry` what must be named in it;
    otherwise `files` is what must lie in the folder afterwards, and `renamed` what was said of it."""
    name: str
    data: object  # bytes, or a function of a path outside of the folder that gives them
    refused: str = ""
    entry: str = ""
    files: dict = None
    renamed: dict = dataclasses.field(default_factory=dict)
    options: tuple = ()
    only_unpacking: bool = False  # it came whole: the bytes are those that were sent

    def bytes(self, outside="/tmp/outside-of-the-folder"):
        return self.data(outside) if callable(self.data) else self.data
