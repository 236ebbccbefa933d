#pragma once

/// What WorkbookBench writes for PlainWorkbook to read: the number of columns as 32 bits and of rows as 64, the
/// columns' names, and the cells row by row. Numbers are this machine's. A name is a text without its mark.
enum class CellMark : char {
    None = '-',   ///< nothing follows
    True = 't',   ///< nothing follows
    False = 'f',  ///< nothing follows
    Number = 'n', ///< a double
    Day = 'd',    ///< days as spreadsheets count them, a double
    Moment = 'm', ///< the same with a time of day
    Text = 's',   ///< its bytes as 32 bits, its UTF-8, and a zero
};
