#!/usr/bin/python3
"""Checks the walls between the folders of app/ and ui/ from the include lines, and a few house rules.

    layers.py ROOT [--qt-headers DIR]

Before it looks at ROOT it builds a small tree that breaks every rule once and makes sure that each breach is
found, so that a green result means something.
"""

import argparse
import pathlib
import re
import sys
import tempfile

# From the left to the right; a folder may include anything in a group further right. The folders of one group
# keep to themselves, save for the pairs of SIDEWAYS.
APP_GROUPS = [
    {"cli"},
    {"messages", "packages", "odata", "inbox"},
    {"journal", "catalogue", "files", "connection"},
    {"rows", "auth", "environments"},
    {"http"},
    {"base"},
]
SIDEWAYS = {("catalogue", "files"), ("auth", "environments")}

# What a folder of ui/ may use besides itself: folders of ui/ and folders of app/. The shell puts the pages
# together and may use everything but the command line and the practice environment.
CORE = {"base", "http", "environments", "auth", "connection", "files", "rows", "journal", "messages", "catalogue",
        "odata", "packages"}
UI_USES = {
    "style": (set(), {"base"}),
    "widgets": ({"style"}, {"base", "environments", "journal", "rows"}),
    "messages": ({"style", "widgets"}, {"base", "environments", "files", "journal", "messages"}),
    "push": ({"style", "widgets"}, {"base", "environments", "files", "journal", "messages"}),
    "packages": ({"style", "widgets"}, {"base", "http", "environments", "files", "rows", "journal", "packages"}),
    "dashboard": ({"style", "widgets"}, {"base", "journal"}),
    "explore": ({"style", "widgets"}, {"base", "http", "environments", "rows", "catalogue", "odata"}),
    "httplog": ({"style", "widgets"}, {"base", "http"}),
    "environments": ({"style", "widgets"}, {"base", "http", "environments", "auth", "connection"}),
    "shell": ({"style", "widgets", "messages", "push", "packages", "dashboard", "explore", "httplog", "environments"},
              CORE),
}

LONGEST_FILE = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
SOURCES = (".h", ".cpp")
# A namespace, or a type that a header defines in it; what is indented belongs to another type.
NAMED = re.compile(r"^(?:namespace ([\w:]+) \{|(?:class|struct|enum class) (\w+)(?: final)?(?:$| \{| :[^;]*$))", re.M)
# Enough to notice a window's header where Qt's own folders cannot be read.
WINDOW_HEADERS = {
    "QApplication", "QColor", "QDesktopServices", "QDialog", "QFont", "QGuiApplication", "QIcon", "QImage",
    "QLabel", "QMainWindow", "QPainter", "QPalette", "QPixmap", "QPushButton", "QWidget",
}


def headers_of(qt_headers, *modules):
    """The header names of Qt modules, such as QWidget and qwidget.h."""
    names = set()
    for module in modules:
        folder = pathlib.Path(qt_headers or "/nowhere") / module
        if folder.is_dir():
            names.update(entry.name for entry in folder.iterdir() if entry.is_file())
    return names


class Check:
    def __init__(self, root, qt_headers):
        self.root = pathlib.Path(root)
        self.breaches = []
        self.types = {}
        core = headers_of(qt_headers, "QtCore")
        self.window_headers = (headers_of(qt_headers, "QtGui", "QtWidgets", "QtSvg") - core) | WINDOW_HEADERS
        self.network_headers = headers_of(qt_headers, "QtNetwork") - core

    def breach(self, path, text):
        self.breaches.append(f"{path.relative_to(self.root)}: {text}")

    def run(self):
        """Returns how many source files were looked at."""
        seen = 0
        for top in ("app", "ui"):
            for path in sorted((self.root / top).rglob("*")):
                if path.suffix in SOURCES:
                    seen += 1
                    self.source(top, path)
        for path in sorted((self.root / "tests").rglob("*")):
            if path.suffix in SOURCES:
                self.length(path, path.read_text("utf-8"))
                if path.suffix == ".cpp":
                    self.named_in_cmake(path)
        return seen

    def source(self, top, path):
        text = path.read_text("utf-8")
        self.length(path, text)
        self.named_in_cmake(path)
        if path.suffix == ".h":
            self.one_name(path, text)
        if UNFINISHED.search(text):
            self.breach(path, f"says {UNFINISHED.search(text).group(1)}: finish it or take it out")
        inside = path.relative_to(self.root / top).parts
        folder = inside[0] if len(inside) > 1 else ""
        for bracket, name in INCLUDE.findall(text):
            if bracket == '"' or name.startswith(("app/", "ui/", "tests/")):
                self.own_include(top, folder, path, name)
            else:
                self.foreign_include(top, folder, path, name)

    def length(self, path, text):
        lines = text.count("\n") + (not text.endswith("\n") and bool(text))
        if lines > LONGEST_FILE:
            self.breach(path, f"has {lines} lines, more than {LONGEST_FILE}: look for the second class in it")

    def one_name(self, path, text):
        """Of two types with one name the linker keeps the functions of one, and gives them to both."""
        space = ""
        for namespace, name in NAMED.findall(text):
            space = namespace or space
            if name and self.types.setdefault((space, name), path) != path:
                self.breach(path, f"defines {name}, and so does {self.types[space, name].relative_to(self.root)}")

    def named_in_cmake(self, path):
        """The nearest CMakeLists.txt above names the file, or it is not built and not tested."""
        for folder in path.parents:
            listing = folder / "CMakeLists.txt"
            if listing.exists():
                text = listing.read_text("utf-8")
                name = path.relative_to(folder).as_posix()
                programs = re.findall(r"waybill_\w+\(\s*(\w+)", text)
                if not re.search(r"(?<![\w/.-])" + re.escape(name) + r"(?![\w.-])", text) and \
                        name.removesuffix(".cpp") not in programs:
                    self.breach(path, f"is not named in {listing.relative_to(self.root)}")
                return
            if folder == self.root:
                break
        self.breach(path, "has no CMakeLists.txt above it")

    def own_include(self, top, folder, path, name):
        parts = name.split("/")
        if parts[0] not in ("app", "ui"):
            if len(parts) > 1 or (not name.endswith(".moc") and not name.startswith(("moc_", "ui_"))):
                self.breach(path, f"includes \"{name}\": write the path from the root")
            return
        if not (self.root / name).exists():
            self.breach(path, f"includes {name}, which does not exist")
        if len(parts) < 3:
            self.breach(path, f"includes {name}: folders include folders, nothing lies above them")
            return
        other = (parts[0], parts[1])
        if other == (top, folder):
            return
        if top == "app":
            allowed = self.app_may(folder, other)
        else:
            allowed = self.ui_may(folder, other)
        if not allowed:
            self.breach(path, f"includes {name}, against the arrows")

    @staticmethod
    def app_may(folder, other):
        if other[0] != "app" or "practice" in (folder, other[1]):
            return False
        rank = {name: place for place, group in enumerate(APP_GROUPS) for name in group}
        if folder not in rank or other[1] not in rank:
            return False
        return rank[folder] < rank[other[1]] or (folder, other[1]) in SIDEWAYS

    @staticmethod
    def ui_may(folder, other):
        if folder == "":  # ui/main.cpp starts the shell and builds the services
            folder = "shell"
            if other == ("ui", "shell"):
                return True
        windows, services = UI_USES.get(folder, (set(), set()))
        return other[1] in (windows if other[0] == "ui" else services)

    def foreign_include(self, top, folder, path, name):
        plain = name.rsplit("/", 1)[-1]
        window = name.startswith(("QtGui/", "QtWidgets/", "QtSvg/", "QtCharts/")) or plain in self.window_headers
        if top == "app" and window:
            self.breach(path, f"includes <{name}>: windows stay in ui/")
        if folder == "practice" and (name.startswith("QtNetwork") or plain in self.network_headers):
            self.breach(path, f"includes <{name}>: the practice environment has another HTTP stack than the client")
        if top == "ui" and name == "httplib.h":
            self.breach(path, f"includes <{name}>: only the practice environment does")


def self_check(qt_headers):
    """Builds a tree with one breach of every kind; returns what went unnoticed or was wrongly reported."""
    good = {
        "app/base/CMakeLists.txt": "target_sources(waybill_app PRIVATE Error.h)",
        "app/base/Error.h": "#include <QString>\nnamespace waybill {\nclass Guid;\nstruct Error {\n};\n}\n",
        "app/http/CMakeLists.txt": "Gate.h",
        "app/http/Gate.h": '#include "app/base/Error.h"\nnamespace waybill {\nclass Error;\nclass Gate {\n};\n}\n',
        "app/auth/CMakeLists.txt": "Token.h",
        "app/auth/Token.h": '#include "app/environments/Store.h"\n#include "app/http/Gate.h"\n',
        "app/environments/CMakeLists.txt": "Store.h Loop.h",
        "app/environments/Store.h": "",
        "app/practice/CMakeLists.txt": "Server.cpp Server.h Net.cpp Thief.cpp",
        "app/practice/Server.cpp": '#include "app/practice/Server.h"\n#include <httplib.h>\n',
        "app/practice/Server.h": "",
        "ui/messages/CMakeLists.txt": "Page.h Cross.h",
        "ui/messages/Page.h": '#include "app/base/Error.h"\n#include "ui/widgets/Pill.h"\n#include <QWidget>\n',
        "ui/widgets/CMakeLists.txt": "Pill.h",
        "ui/widgets/Pill.h": "",
        "ui/push/CMakeLists.txt": "PushPage.h",
        "ui/push/PushPage.h": "",
        "tests/app/CMakeLists.txt": "waybill_test(ErrorTest waybill_app)",
        "tests/app/ErrorTest.cpp": "",
    }
    bad = {
        "app/environments/Loop.h": ('#include "app/auth/Token.h"\n', "against the arrows"),
        "app/http/Window.h": ("#include <QWidget>\n", "windows stay in ui"),
        "app/http/Up.h": ('#include "app/environments/Store.h"\n', "against the arrows"),
        "app/http/Spy.h": ('#include "app/practice/Server.h"\n', "against the arrows"),
        "app/practice/Thief.cpp": ('#include "app/base/Error.h"\n', "against the arrows"),
        "app/base/Near.h": ('#include "Error.h"\n', "path from the root"),
        "app/base/Lost.h": ("", "is not named in"),
        "app/base/Twice.h": ("namespace waybill {\nclass Error final : public Gate\n{\n};\n}\n", "and so does"),
        "app/base/Long.h": ("\n" * (LONGEST_FILE + 1), "lines, more than"),
        "app/base/Later.h": ("// TO" + "DO: later\n", "finish it"),
        "app/base/Gone.h": ('#include "app/base/Never.h"\n', "does not exist"),
        "ui/messages/Cross.h": ('#include "ui/push/PushPage.h"\n', "against the arrows"),
        "ui/widgets/Deep.h": ('#include "app/http/Gate.h"\n', "against the arrows"),
        "tests/app/LostTest.cpp": ("", "is not named in"),
    }
    if headers_of(qt_headers, "QtNetwork"):
        bad["app/practice/Net.cpp"] = ("#include <QNetworkReply>\n", "another HTTP stack")
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in list(good.items()) + [(name, text) for name, (text, _) in bad.items()]:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        check = Check(root, qt_headers)
        check.run()
        for name, (_, words) in bad.items():
            if not any(line.startswith(name + ":") and words in line for line in check.breaches):
                wrong.append(f"{name} was not found ({words})")
        wrong += [f"wrongly found: {line}" for line in check.breaches if line.split(":")[0] not in bad]
    return wrong


def main():
    parser = argparse.ArgumentParser(description="Checks who may include whom.")
    parser.add_argument("root")
    parser.add_argument("--qt-headers", help="the folder that holds QtCore, QtGui, …")
    options = parser.parse_args()
    wrong = self_check(options.qt_headers)
    if wrong:
        print("The check itself is broken:", *wrong, sep="\n  ")
        return 2
    check = Check(options.root, options.qt_headers)
    seen = check.run()
    if seen == 0:
        print(f"No source files under {options.root}/app and {options.root}/ui: is that the right folder?")
        return 2
    if check.breaches:
        print(f"{len(check.breaches)} breaches of the layout:", *check.breaches, sep="\n  ")
        return 1
    print(f"{seen} source files keep to the layout.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
