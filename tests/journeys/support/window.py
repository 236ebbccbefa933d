"""Finding and pressing what a window shows, through the accessibility tree, as a person's tools do."""

import warnings

from support.processes import NeverHappened, wait_for


def _pyatspi():
    """Imported late: the session bus must be known first (see Desktop)."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # pyatspi's own, one for each interface
    warnings.filterwarnings("ignore", category=ImportWarning)
    import pyatspi
    return pyatspi


class Window:
    """One running program as the accessibility bus shows it. `process` is its subprocess.Popen."""

    def __init__(self, process, seconds=30):
        self.process = process
        self.application = wait_for(self._find_application, "the window on the accessibility bus", seconds)

    def _find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the window's program ended with {self.process.returncode}")
        desktop = _pyatspi().Registry.getDesktop(0)
        for index in range(desktop.childCount):
            try:
                application = desktop.getChildAtIndex(index)
                if application and application.get_process_id() == self.process.pid and application.childCount:
                    return application
            except Exception:  # a program that is just going away answers with all kinds of bus errors
                continue
        return None

    def each(self, start=None, skip_tables=True):
        """Every accessible below `start`. Tables are not entered: their cells are asked for by row and column."""
        waiting = [start or self.application]
        while waiting:
            node = waiting.pop(0)
            try:
                role = node.getRoleName()
                yield node
                if skip_tables and role in ("table", "tree table"):
                    continue
                waiting.extend(child for child in (node.getChildAtIndex(i) for i in range(node.childCount)) if child)
            except Exception:  # the node went away while we looked
                continue

    @staticmethod
    def showing(node):
        states = node.getState()
        return states.contains(_pyatspi().STATE_SHOWING)

    def first(self, condition, start=None, skip_tables=True):
        """The first accessible that is as wanted, or None."""
        for node in self.each(start, skip_tables):
            try:
                if condition(node):
                    return node
            except Exception:  # gone meanwhile
                continue
        return None

    def find(self, name, roles=None, visible=True):
        """The first accessible of that name (and one of those role names), or None."""
        return self.first(lambda node: node.name == name and (roles is None or node.getRoleName() in roles) and
                          (not visible or self.showing(node)))

    def wait(self, name, roles=None, seconds=30, visible=True):
        """The accessible of that name as soon as it is there."""
        return self.until(lambda: self.find(name, roles, visible), f"{name!r} in the window", seconds)

    def until(self, condition, what, seconds=30):
        """wait_for, whose failure shows the whole window."""
        try:
            return wait_for(condition, what, seconds, 0.1)
        except NeverHappened as failure:
            raise NeverHappened(f"{failure}; the window shows:\n{self.tree()}") from None

    def enabled(self, node):
        return node.getState().contains(_pyatspi().STATE_ENABLED)

    def press(self, name, seconds=30):
        """Presses a button by its name once it can be pressed."""
        def pressable():
            node = self.find(name, ("push button", "toggle button", "check box", "button", "radio button"))
            return node if node and self.enabled(node) else None
        self.act(self.until(pressable, f"the button {name!r} to be pressable", seconds))

    @staticmethod
    def act(node):
        """Does the node's press action."""
        action = node.queryAction()
        names = [action.getName(index).lower() for index in range(action.nActions)]
        # A chip can also be toggled, but that is not what a mouse does to it.
        action.doAction(next((names.index(name) for name in ("press", "click", "toggle") if name in names), 0))

    def click(self, node, button="b1c", above=False):
        """Clicks with the mouse into the middle of a node, for list items and cells, which offer no action; or just
        above it, where the title of a table's first cell stands."""
        pyatspi = _pyatspi()
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        down = -box.height // 2 if above else box.height // 2
        pyatspi.Registry.generateMouseEvent(box.x + box.width // 2, box.y + down, button)

    def type(self, text):
        """Types plain text to what has the focus."""
        pyatspi = _pyatspi()
        pyatspi.Registry.generateKeyboardEvent(0, text, pyatspi.KEY_STRING)

    def key(self, symbol, times=1):
        """Presses a key by its X symbol, such as 0xff54 for Down, for what has the focus or the menu that is open."""
        pyatspi = _pyatspi()
        for _ in range(times):
            pyatspi.Registry.generateKeyboardEvent(symbol, None, pyatspi.KEY_SYM)

    @staticmethod
    def set_text(node, text):
        """Replaces what a field holds."""
        node.queryEditableText().setTextContents(text)

    @staticmethod
    def text(node):
        """What a label, field or document says."""
        try:
            interface = node.queryText()
            said = interface.getText(0, interface.characterCount)
            if said:
                return said
        except NotImplementedError:
            pass
        return node.name

    def file_dialog(self, path, button, seconds=20):
        """Answers the file dialog that is open, or about to be: types the path and presses its button."""
        def name_field():
            return next((node for node in self.each() if node.getRoleName() == "text" and self.showing(node) and
                         node.name.startswith("File name")), None)
        self.set_text(wait_for(name_field, "the file dialog", seconds, 0.1), str(path))
        self.press(button, seconds)

    def table(self, name, seconds=30):
        """A table by its name."""
        return Table(self, self.wait(name, ("table", "tree table", "list"), seconds))

    def says(self, words, start=None):
        """Whether any label below `start` holds these words."""
        for node in self.each(start):
            try:
                if self.showing(node) and (words in node.name or words in (node.description or "") or
                                           words in self.text(node)):
                    return True
            except Exception:  # gone meanwhile
                continue
        return False

    def tree(self):
        """The whole tree as text, for a failure's message."""
        lines = []

        def walk(node, depth):
            try:
                lines.append(f"{'  ' * depth}{node.getRoleName()} {node.name!r}")
                if node.getRoleName() not in ("table", "tree table"):
                    for index in range(min(node.childCount, 200)):
                        walk(node.getChildAtIndex(index), depth + 1)
            except Exception:  # gone meanwhile
                pass
        walk(self.application, 0)
        return "\n".join(lines)


class Table:
    """A table of the window; cells are asked for through the Table interface, its children are never walked."""

    def __init__(self, window, node):
        self.window = window
        self.node = node

    @property
    def interface(self):
        return self.node.queryTable()

    @property
    def rows(self):
        return self.interface.nRows

    @property
    def columns(self):
        """The columns' titles."""
        table = self.interface
        return [table.getColumnDescription(column) for column in range(table.nColumns)]

    def cell(self, row, column):
        return self.interface.getAccessibleAt(row, column)

    def row_text(self, row):
        table = self.interface
        cells = (table.getAccessibleAt(row, column) for column in range(table.nColumns))
        return [cell.name if cell else "" for cell in cells]

    def find_row(self, *words):
        """The number of the first row whose cells hold all these words, or None."""
        for row in range(self.rows):
            cells = " | ".join(self.row_text(row))
            if all(word in cells for word in words):
                return row
        return None

    def wait_row(self, *words, seconds=30):
        """Waits for such a row."""
        try:
            return wait_for(lambda: self._found(words), f"a row with {words} in {self.node.name!r}", seconds, 0.2)[0]
        except NeverHappened as failure:
            shown = [" | ".join(self.row_text(row)) for row in range(min(self.rows, 30))]
            raise NeverHappened("\n".join([f"{failure}; the table shows:", *shown, self.window.tree()])) from None

    def _found(self, words):
        row = self.find_row(*words)
        return None if row is None else (row,)

    def select(self, row, column=0):
        """Clicks a row."""
        self.window.click(self.cell(row, column))
