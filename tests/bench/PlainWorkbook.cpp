// Writes the cells of a file (CellFile.h) into a workbook with libxlsxwriter, and prints how many seconds the writing
// took until it was on the disk: PlainWorkbook CELLS WORKBOOK. A program of its own, because libxlsxwriter's functions
// for zips have the names of QuaZip's.
#include "CellFile.h"

#include <xlsxwriter.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

/// The whole file in memory before the time is taken.
class Cells
{
public:
    explicit Cells(const char *path)
    {
        const int file = ::open(path, O_RDONLY);
        struct stat facts = {};
        if (file < 0 || ::fstat(file, &facts) != 0)
            return;
        void *all = ::mmap(nullptr, std::size_t(facts.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
        m_at = all == MAP_FAILED ? nullptr : static_cast<const char *>(all);
        ::close(file);
    }
    bool areThere() const { return m_at != nullptr; }

    template <class Value>
    Value take()
    {
        Value value;
        std::memcpy(&value, m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }
    const char *takeText()
    {
        const auto bytes = take<std::uint32_t>();
        const char *text = m_at;
        m_at += bytes + 1;
        return text;
    }

private:
    const char *m_at = nullptr;
};

lxw_error writeCell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, Cells &cells, lxw_format *day,
                    lxw_format *moment)
{
    switch (cells.take<CellMark>()) {
    case CellMark::None:
        return LXW_NO_ERROR;
    case CellMark::True:
        return worksheet_write_boolean(sheet, row, column, 1, nullptr);
    case CellMark::False:
        return worksheet_write_boolean(sheet, row, column, 0, nullptr);
    case CellMark::Number:
        return worksheet_write_number(sheet, row, column, cells.take<double>(), nullptr);
    case CellMark::Day:
        return worksheet_write_number(sheet, row, column, cells.take<double>(), day);
    case CellMark::Moment:
        return worksheet_write_number(sheet, row, column, cells.take<double>(), moment);
    case CellMark::Text:
        return worksheet_write_string(sheet, row, column, cells.takeText(), nullptr);
    }
    return LXW_ERROR_PARAMETER_VALIDATION;
}

bool write(Cells &cells, const char *path)
{
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Rows");
    lxw_format *bold = workbook_add_format(book), *day = workbook_add_format(book), *moment = workbook_add_format(book);
    format_set_bold(bold);
    format_set_num_format(day, "yyyy\\-mm\\-dd");
    format_set_num_format(moment, "yyyy\\-mm\\-dd\\ hh:mm:ss");
    worksheet_freeze_panes(sheet, 1, 0);
    const auto columns = lxw_col_t(cells.take<std::uint32_t>());
    const auto rows = lxw_row_t(cells.take<std::uint64_t>());
    bool isGood = true;
    for (lxw_col_t column = 0; column < columns; ++column)
        isGood = worksheet_write_string(sheet, 0, column, cells.takeText(), bold) == LXW_NO_ERROR && isGood;
    for (lxw_row_t row = 1; row <= rows; ++row) {
        for (lxw_col_t column = 0; column < columns; ++column)
            isGood = writeCell(sheet, row, column, cells, day, moment) == LXW_NO_ERROR && isGood;
    }
    isGood = workbook_close(book) == LXW_NO_ERROR && isGood;
    const int file = ::open(path, O_RDONLY);
    isGood = file >= 0 && ::fsync(file) == 0 && isGood;
    ::close(file);
    return isGood;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("Usage: PlainWorkbook CELLS WORKBOOK\n", stderr);
        return 2;
    }
    Cells cells(argv[1]);
    if (!cells.areThere()) {
        std::fprintf(stderr, "%s cannot be read.\n", argv[1]);
        return 1;
    }
    const auto begun = std::chrono::steady_clock::now();
    if (!write(cells, argv[2])) {
        std::fputs("libxlsxwriter could not write the workbook.\n", stderr);
        return 1;
    }
    std::printf("%.6f\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    return 0;
}
