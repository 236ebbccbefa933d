#include "ui/widgets/grid/GridCopy.h"

#include "app/rows/JsonText.h"
#include "ui/widgets/grid/GridLiteral.h"

#include <QCoreApplication>
#include <QSet>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

using As = GridCopy::As;

QString tr(const char *text)
{
    return QCoreApplication::translate("waybill::GridCopy", text);
}

void append(QByteArray &out, std::string_view text)
{
    out.append(text.data(), qsizetype(text.size()));
}

/// A value in a line of tab-separated ones: what would break the line becomes a space.
void plain(QByteArray &out, std::string_view text)
{
    for (const char c : text)
        out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

void csv(QByteArray &out, std::string_view text, bool isText)
{
    if (!(isText && text.empty()) && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        append(out, text);
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

void markdown(QByteArray &out, std::string_view text)
{
    for (const char c : text) {
        if (c == '|' || c == '\\')
            out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
}

bool isText(CellKind kind)
{
    return kind == CellKind::Text || kind == CellKind::Time || kind == CellKind::Date;
}

class Writer
{
public:
    explicit Writer(const GridCopy &copy) : m_copy(copy)
    {
        for (const auto &[first, last] : copy.selection.places()) {
            for (int place = first; place <= last; ++place)
                m_places.push_back(place);
        }
    }

    Result<QByteArray> write(const std::stop_token &stop)
    {
        begin();
        bool first = true;
        for (const auto &[from, to] : m_copy.selection.rows()) {
            for (int row = from; row <= to; ++row) {
                if (stop.stop_requested())
                    return fail(ErrorKind::Cancelled, tr("Copying was stopped."));
                line(row, std::exchange(first, false));
                if (m_out.size() > GridCopy::most)
                    return fail(ErrorKind::BadInput, tr("This is more than the clipboard should hold: export it."));
            }
        }
        if (m_copy.as == As::Json)
            m_out += "\n]\n";
        return m_out;
    }

private:
    const GridColumn &about(int place) const { return m_copy.about[size_t(m_copy.columns[size_t(place)])]; }
    std::string nameOf(int place) const { return about(place).name.toStdString(); }

    void begin()
    {
        const auto titles = [this](const char *between, auto write) {
            for (const int place : m_places) {
                if (place != m_places.front())
                    m_out += between;
                write(m_out, nameOf(place));
            }
        };
        switch (m_copy.as) {
        case As::WithTitles:
            titles("\t", plain);
            m_out += '\n';
            break;
        case As::Csv:
            titles(",", [](QByteArray &out, const std::string &text) { csv(out, text, false); });
            m_out += "\r\n";
            break;
        case As::Markdown:
            m_out += "| ";
            titles(" | ", markdown);
            m_out += " |\n|";
            for (const int place : m_places) {
                const ColumnType type = m_copy.store.type(m_copy.columns[size_t(place)]);
                m_out += type == ColumnType::Integer || type == ColumnType::Decimal ? " ---: |" : " --- |";
            }
            m_out += '\n';
            break;
        case As::Json:
            m_out += '[';
            break;
        default:
            break;
        }
    }

    void line(int row, bool first)
    {
        const qsizetype at = m_copy.order ? qsizetype((*m_copy.order)[size_t(row)]) : row;
        if (m_copy.as == As::Json)
            m_out += first ? "\n  {" : ",\n  {";
        else if (m_copy.as == As::Markdown)
            m_out += "| ";
        bool any = false;
        for (const int place : m_places) {
            const bool selected = m_copy.selection.contains(row, place);
            const int column = m_copy.columns[size_t(place)];
            cell(m_copy.store.kind(at, column), selected ? m_copy.store.text(at, column) : std::string_view(), place,
                 selected, any);
        }
        m_out += m_copy.as == As::Json       ? "}"
                 : m_copy.as == As::Markdown ? " |\n"
                 : m_copy.as == As::Csv      ? "\r\n"
                                             : "\n";
    }

    void cell(CellKind kind, std::string_view text, int place, bool selected, bool &any)
    {
        const bool missing = kind == CellKind::Absent || kind == CellKind::Null;
        if (m_copy.as == As::Json) {
            if (!selected || kind == CellKind::Absent)
                return;
            m_out += any ? ", " : "";
            std::string piece;
            json::quote(nameOf(place), piece);
            piece += ": ";
            if (missing)
                piece += "null";
            else if (isText(kind))
                json::quote(text, piece);
            else
                piece += text;
            append(m_out, piece);
            any = true;
            return;
        }
        if (any)
            m_out += m_copy.as == As::Csv ? "," : m_copy.as == As::Markdown ? " | " : "\t";
        any = true;
        if (missing || !selected)
            return;
        if (m_copy.as == As::Csv)
            csv(m_out, text, isText(kind));
        else if (m_copy.as == As::Markdown)
            markdown(m_out, text);
        else
            plain(m_out, text);
    }

    const GridCopy &m_copy;
    std::vector<int> m_places;
    QByteArray m_out;
};

/// `A eq 1`, or `(A eq 1 and B eq 'x') or …`: each different row of the selection once.
Result<QByteArray> filterText(const GridCopy &copy, const std::stop_token &stop)
{
    constexpr qsizetype longest = 1'500; // what is left of an address of 2,000 and some
    QSet<QString> known;
    QStringList terms;
    qsizetype length = 0;
    for (const auto &[from, to] : copy.selection.rows()) {
        for (int row = from; row <= to; ++row) {
            if (stop.stop_requested())
                return fail(ErrorKind::Cancelled, tr("Copying was stopped."));
            const qsizetype at = copy.order ? qsizetype((*copy.order)[size_t(row)]) : row;
            QStringList parts;
            for (const auto &[first, last] : copy.selection.places()) {
                for (int place = first; place <= last; ++place) {
                    if (!copy.selection.contains(row, place))
                        continue;
                    const int column = copy.columns[size_t(place)];
                    const QString term = gridTerm(copy.about[size_t(column)], copy.store.kind(at, column),
                                                  copy.store.text(at, column).substr(0, size_t(longest)));
                    if (!term.isEmpty())
                        parts << term;
                }
            }
            const QString term = parts.size() > 1 ? u'(' + parts.join(u" and "_s) + u')' : parts.value(0);
            if (term.isEmpty() || known.contains(term))
                continue;
            known.insert(term);
            terms << term;
            length += term.size() + 4;
            if (length > longest)
                return fail(ErrorKind::BadInput,
                            tr("A filter for these cells is longer than an address may be: select fewer."));
        }
    }
    return (terms.size() == 1 && terms.first().startsWith(u'(') ? terms.first().sliced(1).chopped(1)
                                                                : terms.join(u" or "_s))
        .toUtf8();
}

} // namespace

Result<QByteArray> GridCopy::text(const std::stop_token &stop) const
{
    return as == As::Filter ? filterText(*this, stop) : Writer(*this).write(stop);
}

} // namespace waybill
