#include "app/journal/HistoryImport.h"

#include "app/journal/Connection.h"

#include <QDir>
#include <QFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int linesAtOnce = 1000;
constexpr qint64 longestLine = qint64(512) << 20;

/// Reads the lines of a history file one by one.
class Lines
{
public:
    explicit Lines(const QString &path) : m_file(path) {}

    /// Opens the file and reads its header.
    Result<void> open()
    {
        if (!m_file.open(QIODevice::ReadOnly)) {
            return fail(ErrorKind::BadInput, u"%1 cannot be read: %2."_s.arg(
                                                 QDir::toNativeSeparators(m_file.fileName()), m_file.errorString()));
        }
        if (auto first = next(); !first)
            return first;
        if (line().kind != HistoryLine::Kind::Header) {
            return fail(ErrorKind::BadInput, u"%1 is no history that waybill-cli exported. Nothing was imported."_s.arg(
                                                 QDir::toNativeSeparators(m_file.fileName())));
        }
        if (line().values[u"version"_s].toInt() > historyFormatVersion) {
            return fail(ErrorKind::BadInput, u"%1 was exported by a newer Waybill. Nothing was imported."_s.arg(
                                                 QDir::toNativeSeparators(m_file.fileName())));
        }
        return {};
    }

    /// Goes on to the next line.
    Result<void> next()
    {
        const QByteArray bytes = readLine();
        if (bytes.isEmpty() || !bytes.endsWith('\n')) {
            return fail(ErrorKind::BadInput,
                        u"%1 ends in line %2 without its last line: it was cut. Nothing was "
                        u"imported."_s.arg(QDir::toNativeSeparators(m_file.fileName()), QString::number(m_number + 1)));
        }
        auto read = historyLineFrom(bytes, ++m_number, m_file.fileName());
        if (!read)
            return fail(std::move(read.error()));
        m_line = std::move(*read);
        return {};
    }

    /// The one that was read last.
    const HistoryLine &line() const { return m_line; }
    bool atEnd() const { return m_line.kind == HistoryLine::Kind::End; }
    bool atMessage() const { return m_line.table == "messages"_L1; }

private:
    /// Up to its end or longestLine. In pieces: QIODevice takes memory for the longest line that is allowed.
    QByteArray readLine()
    {
        constexpr qint64 piece = 64 << 10;
        QByteArray line = m_file.readLine(piece);
        while (!line.isEmpty() && !line.endsWith('\n') && line.size() < longestLine) {
            const QByteArray more = m_file.readLine(piece);
            if (more.isEmpty())
                break;
            line += more;
        }
        return line;
    }

    QFile m_file;
    HistoryLine m_line;
    qint64 m_number = 0;
};

Result<void> checkAll(const QString &file, const std::stop_token &stop)
{
    Lines lines(file);
    auto read = lines.open();
    while (read && !lines.atEnd()) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, u"The import was ended before anything was changed."_s);
        read = lines.next();
    }
    return read;
}

/// Merges whole messages, about linesAtOnce of their lines. So whatever ends the import between two groups leaves none
/// of which only the beginning came: the next import would take it for one that is known and leave out the rest.
Result<void> mergeGroup(Connection &connection, HistoryMerge &merge, Lines &lines)
{
    for (int taken = 0; !lines.atEnd() && (taken < linesAtOnce || !lines.atMessage()); ++taken) {
        if (auto done = merge.take(connection, lines.line()); !done)
            return done;
        if (auto read = lines.next(); !read)
            return read;
    }
    return merge.finish(connection);
}

/// Reads in the writer's thread, line by line: a message with a million events does not stand in memory as a whole.
Journal::Maintenance merging(std::shared_ptr<HistoryMerge> merge, std::shared_ptr<Lines> lines)
{
    return [merge, lines](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        if (auto merged = mergeGroup(connection, *merge, *lines); !merged)
            return merged;
        changed += merge->takeChanged();
        return {};
    };
}
} // namespace

QCoro::Task<Result<Imported>> importHistory(Journal *journal, QString file, QDateTime now, std::stop_token stop)
{
    if (auto checked = checkAll(file, stop); !checked)
        co_return fail(std::move(checked.error()));
    const auto lines = std::make_shared<Lines>(file);
    if (auto opened = lines->open(); !opened)
        co_return fail(std::move(opened.error()));
    const auto merge = std::make_shared<HistoryMerge>(lines->line().values[u"journal"_s].toString(), now);
    if (auto first = lines->next(); !first)
        co_return fail(std::move(first.error()));
    while (!lines->atEnd()) {
        if (stop.stop_requested())
            co_return fail(ErrorKind::Cancelled, u"The import was ended; import the file again to go on."_s);
        const Journal::Maintenance work = merging(merge, lines);
        const auto done = co_await journal->maintain(work);
        if (!done)
            co_return fail(done.error());
    }
    co_return merge->imported();
}

} // namespace waybill
