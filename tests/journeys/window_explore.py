#!/usr/bin/python3
"""A consultant's path through the Explore page, pressed through the accessibility tree: type "cust", read the fields,
filter by group and company, see count and cost, read, export to Excel, copy as Power Query; and find it all again at the
next start."""

import zipfile

from support.fresh_window import FreshWindow
from support.journey import main
from support.processes import wait_for

DOWN, RETURN = 0xff54, 0xff0d
ITEMS = ("list item", "table cell")


class Explore(FreshWindow):

    def explore(self):
        """Goes to the page. The window may go to Push by itself when the practice environment is there."""
        def shown():
            if self.window.find("Find an entity", ("text", "entry")):
                return True
            self.window.click(self.window.wait("Explore", ("list item", "tree item", "page tab")))
            return False
        wait_for(shown, "the Explore page", 60, 1)

    def item(self, words, seconds=60):
        """The first list item in sight whose name begins so."""
        def found():
            return self.window.first(lambda node: node.getRoleName() in ITEMS and node.name.startswith(words) and
                                     self.window.showing(node), skip_tables=False)
        return self.window.until(found, f"the list item {words!r}", seconds)

    def field(self, name):
        return self.window.wait(name, ("text", "entry", "paragraph"), 30)

    def title_of(self, grid, column, button):
        """Presses the title of a column, which stands above its cells."""
        self.window.click(grid.cell(0, grid.columns.index(column)), button, above=True)

    def sort_and_pin(self):
        """By account, the last first, which then stands at the left."""
        grid = self.window.table("Rows")
        account = "Customer account"
        self.title_of(grid, account, "b1c")
        self.title_of(grid, account, "b1c")

        def accounts():
            at = grid.columns.index(account)
            return [grid.cell(row, at).name for row in range(min(grid.rows, 20))]
        self.window.until(lambda: accounts() == sorted(accounts(), reverse=True), "the rows by account, the last first")
        self.assertGreater(len(set(accounts())), 3)
        self.assertNotEqual(grid.columns[0], account)
        self.title_of(grid, account, "b3c")
        self.window.key(DOWN, 6)  # sort, sort, do not sort, filter, statistics, pin
        self.window.key(RETURN)
        self.window.until(lambda: grid.columns[0] == account, "the account at the left")

    def chart(self):
        """Of the column in which a cell was pressed."""
        grid = self.window.table("Rows")
        self.window.click(grid.cell(1, 0))
        self.window.press("Chart")
        dialog = self.window.wait("Chart", ("dialog", "frame"))
        self.window.until(lambda: self.window.says("rows", dialog), "what the chart shows")
        self.window.act(next(node for node in self.window.each(dialog) if node.name == "Close"))
        self.window.until(lambda: not self.window.find("Group by"), "the chart's end")

    def test_from_cust_to_excel(self):
        window = self.window
        window.wait("Push the sample", seconds=60)  # the practice environment is there
        self.explore()
        window.set_text(self.field("Find an entity"), "cust")
        window.click(self.item("CustomersV3, Customers V3"))
        # Its fields, keys first, with their labels.
        self.item("dataAreaId")
        self.item("CustomerAccount, Customer account")
        window.press("Query this entity")
        # A pressed button acts a moment later: what is typed before that stays in a tab of its own.
        window.until(lambda: window.text(self.field("Address of the query")) == "CustomersV3", "the query's tab")

        # Filter by group and company.
        window.set_text(self.field("Address of the query"),
                        "CustomersV3?$filter=dataAreaId eq 'usmf' and CustomerGroupId eq '30'&cross-company=true")
        window.press("Count")
        window.until(lambda: window.says("rows match"), "the count")
        window.press("Read")
        window.until(lambda: window.says("rows read"), "the rows", 60)

        self.sort_and_pin()
        self.chart()

        # As Power Query, the fifth entry of a menu, which the tree does not show while it is open.
        window.press("Copy the request")
        window.key(DOWN, 5)
        window.key(RETURN)
        window.until(lambda: window.says("The request is on the clipboard"), "the copy")

        # Into a workbook.
        window.press("Export")
        dialog = window.wait("Export CustomersV3", ("dialog", "frame", "alert"))
        buttons = [node for node in window.each(dialog) if node.name == "Export" and
                   node.getRoleName() in ("push button", "button")]
        window.act(buttons[0])
        target = self.desktop.home / "customers.xlsx"
        window.file_dialog(target, "Save")
        window.until(lambda: window.says("rows written into"), "the export's end", 60)
        with zipfile.ZipFile(target) as book:
            self.assertIn("xl/worksheets/sheet1.xml", book.namelist())
        window.press("Close")

        # What was open is there again at the next start.
        wait_for(lambda: (self.profile / "explore.json").exists(), "the page's memory", 10)
        self.process.terminate()
        self.process.wait(20)
        self.start()
        self.explore()
        window = self.window
        window.until(lambda: "CustomerGroupId eq '30'" in window.text(self.field("Address of the query")),
                     "the query of before", 60)
        tabs = [node.name for node in window.each() if node.getRoleName() == "page tab"]
        self.assertEqual(tabs.count("CustomersV3"), 1, tabs)


if __name__ == "__main__":
    main()
