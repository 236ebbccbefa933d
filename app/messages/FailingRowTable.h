#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace waybill {

/// Failing rows for the eye: the rows of one file as they stand there, or the errors that no row could be told for. All
/// text is in one piece of memory and safe to show (visibleText), so that a hundred thousand rows can be made on a
/// worker, handed over and dropped in no time. A value that shares its memory with its copies.
class FailingRowTable
{
public:
    QString entity;      ///< of a package: whose rows these are
    bool placed = true;  ///< rows of the file, with lines; false: records without a row, of which `cell(i, 0)` is the id
    QStringList columns; ///< of the file
    qint64 total = 0;    ///< rows there are; size() of them are here

    /// Cells are cut at 500 characters and messages at 4,000. False when the table is full, at 100,000 rows, 4 million
    /// cells or 64 million characters: nothing was added.
    bool add(qint64 line, const QStringList &cells, int guiltyColumn, QStringView message);

    qsizetype size() const { return m_rows.size(); }
    qint64 line(qsizetype row) const { return m_rows[row].line; }
    /// The column whose cell the message speaks of; -1 when it names none.
    int guiltyColumn(qsizetype row) const { return m_rows[row].guilty; }
    /// Empty where the row has fewer cells.
    QStringView cell(qsizetype row, qsizetype column) const;
    QStringView message(qsizetype row) const;

private:
    struct Piece {
        quint32 begin = 0;
        quint32 length = 0;
    };
    struct Row {
        qint64 line = 0;
        int guilty = -1;
        quint32 pieces = 0; ///< where its cells begin; the message is the piece before the next row's
    };
    QStringView textOf(const Piece &piece) const { return QStringView(m_text).sliced(piece.begin, piece.length); }
    void append(QStringView text, qsizetype longest);
    qsizetype endOf(qsizetype row) const; ///< behind the row's last piece

    QString m_text;
    QList<Piece> m_pieces;
    QList<Row> m_rows;
};

} // namespace waybill
