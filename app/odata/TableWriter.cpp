#include "app/odata/RowColumns.h"
#include "app/odata/RowWriter.h"

#include "app/base/VisibleText.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype widest = 60; ///< of a column

/// Lines for people: aligned to the rows of the first page, longer cells cut.
class TableWriter final : public RowWriter
{
public:
    TableWriter(ByteSink *sink, const QStringList &columns, int width)
        : m_sink(sink), m_width(width), m_columns(columns)
    {
    }

    void beginPage() override { m_columns.beginPage(); }
    void beginRow() override { m_rows.append(QStringList()); }

    void value(std::string_view name, const PageValue &value) override
    {
        const int column = m_columns.of(name, value);
        if (column < 0)
            return;
        QStringList &row = m_rows.last();
        if (row.size() <= column)
            row.resize(column + 1);
        const std::string_view text = value.kind == PageValue::Kind::Null ? std::string_view() : value.text;
        row[column] = shown(text);
    }

    void endRow() override { m_columns.endRow(); }

    Result<void> keepPage() override
    {
        if (m_columns.size() == 0) {
            m_blank += m_rows.size();
            m_rows.clear();
            return {};
        }
        QString lines;
        if (m_widths.isEmpty() && !m_rows.isEmpty())
            lines = header() + QString(std::exchange(m_blank, 0), u'\n');
        for (const QStringList &row : std::as_const(m_rows))
            lines += line(row);
        m_rows.clear();
        return m_sink->write(lines.toUtf8().toStdString());
    }

    void dropPage() override
    {
        m_rows.clear();
        m_columns.dropPage();
    }

    Result<void> finish() override
    {
        if (!m_widths.isEmpty())
            return {};
        const QString head = m_columns.size() > 0 ? header() : QString();
        return m_sink->write((head + QString(m_blank, u'\n')).toUtf8().toStdString());
    }

    void abandon() override {}

    QStringList notes() const override
    {
        QStringList all{m_columns.leftOut()};
        if (m_unseen > 0)
            all.append(u"%1 more columns do not fit. Choose some with --select, or another --format."_s.arg(m_unseen));
        if (m_cut > 0)
            all.append(u"%1 cells are longer than shown; another --format has them whole."_s.arg(m_cut));
        all.removeAll(QString());
        return all;
    }

private:
    static QString shown(std::string_view text)
    {
        const qsizetype most = std::min<qsizetype>(qsizetype(text.size()), widest * 8); // bytes; the rest is cut anyway
        return visibleText(QString::fromUtf8(text.data(), most), LineEnds::AsSpaces).trimmed();
    }

    QString header()
    {
        QStringList names;
        qsizetype used = 0;
        for (int i = 0; i < m_columns.size(); ++i) {
            const QString name = shown(m_columns.names()[size_t(i)]);
            qsizetype width = displayColumns(name);
            for (const QStringList &row : std::as_const(m_rows))
                width = std::max(width, displayColumns(row.value(i)));
            width = std::min(width, widest);
            if (m_width > 0 && i > 0 && used + width > m_width) {
                m_unseen = m_columns.size() - i;
                break;
            }
            used += width + 2;
            m_widths.append(width);
            names.append(name);
        }
        return line(names);
    }

    QString line(const QStringList &cells)
    {
        QString all;
        for (qsizetype i = 0; i < m_widths.size(); ++i) {
            QString cell = cells.value(i);
            if (displayColumns(cell) > m_widths[i]) {
                ++m_cut;
                while (displayColumns(cell) > m_widths[i] - 1 && !cell.isEmpty())
                    cell.chop(cell.back().isLowSurrogate() && cell.size() > 1 ? 2 : 1);
                cell += u'…';
            }
            all += cell + QString(std::max<qsizetype>(0, m_widths[i] - displayColumns(cell)) + 2, u' ');
        }
        while (all.endsWith(u' '))
            all.chop(1);
        return all + u'\n';
    }

    ByteSink *m_sink;
    int m_width;
    RowColumns m_columns;
    QList<QStringList> m_rows; ///< of this page
    QList<qsizetype> m_widths; ///< of the columns that are shown; empty before the first line
    qsizetype m_blank = 0;     ///< rows not shown, as there is no column yet
    int m_unseen = 0;
    qint64 m_cut = 0;
};
} // namespace

std::unique_ptr<RowWriter> tableWriter(ByteSink *sink, QStringList columns, int width)
{
    return std::make_unique<TableWriter>(sink, columns, width);
}

} // namespace waybill
