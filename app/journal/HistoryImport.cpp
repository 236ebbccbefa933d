#include "app/journal/HistoryImport.h"

#include "app/journal/Connection.h"

#include <QDir>
#include <QFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype linesAtOnce = 1000;
constexpr qint64 longestLine = qint64(512) << 20;

/// Reads the lines of a history file one by one.
class Lines
{
public:
    explicit Lines(const QString &path) : m_file(path) {}

    /// Opens the file and reads its first line.
    Result<HistoryLine> header()
    {
        if (!m_file.open(QIODevice::ReadOnly)) {
            return fail(ErrorKind::BadInput,
                        u"%1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(m_file.fileName()),
                                                        m_file.errorString()));
        }
        auto first = next();
        if (!first)
            return first;
        if (first->kind != HistoryLine::Kind::Header) {
            return fail(ErrorKind::BadInput, u"%1 is no history that waybill-cli exported. Nothing was imported."_s.arg(
                                                 QDir::toNativeSeparators(m_file.fileName())));
        }
        if (first->values[u"version"_s].toInt() > historyFormatVersion) {
            return fail(ErrorKind::BadInput, u"%1 was exported by a newer Waybill. Nothing was imported."_s.arg(
                                                 QDir::toNativeSeparators(m_file.fileName())));
        }
        return first;
    }

    Result<HistoryLine> next()
    {
        const QByteArray line = readLine();
        if (line.isEmpty() || !line.endsWith('\n')) {
            return fail(ErrorKind::BadInput, u"%1 ends in line %2 without its last line: it was cut. Nothing was "
                                             u"imported."_s.arg(QDir::toNativeSeparators(m_file.fileName()),
                                                              QString::number(m_number + 1)));
        }
        return historyLineFrom(line, ++m_number, m_file.fileName());
    }

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
    qint64 m_number = 0;
};

Result<void> checkAll(const QString &file, const std::stop_token &stop)
{
    Lines lines(file);
    if (auto header = lines.header(); !header)
        return fail(std::move(header.error()));
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, u"The import was ended before anything was changed."_s);
        const auto line = lines.next();
        if (!line)
            return fail(line.error());
        if (line->kind == HistoryLine::Kind::End)
            return {};
    }
}

Journal::Maintenance merging(std::shared_ptr<HistoryMerge> merge, std::shared_ptr<const QList<HistoryLine>> group)
{
    return [merge, group](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        for (const HistoryLine &line : *group) {
            auto taken =
                line.kind == HistoryLine::Kind::End ? merge->finish(connection) : merge->take(connection, line);
            if (!taken)
                return taken;
        }
        changed += merge->takeChanged();
        return {};
    };
}
} // namespace

QCoro::Task<Result<Imported>> importHistory(Journal *journal, QString file, QDateTime now, std::stop_token stop)
{
    if (auto checked = checkAll(file, stop); !checked)
        co_return fail(std::move(checked.error()));
    Lines lines(file);
    const auto header = lines.header();
    if (!header)
        co_return fail(header.error());
    const auto merge = std::make_shared<HistoryMerge>(header->values[u"journal"_s].toString(), now);
    bool ended = false;
    while (!ended) {
        if (stop.stop_requested())
            co_return fail(ErrorKind::Cancelled, u"The import was ended; import the file again to go on."_s);
        auto group = std::make_shared<QList<HistoryLine>>();
        while (!ended && group->size() < linesAtOnce) {
            auto line = lines.next();
            if (!line)
                co_return fail(std::move(line.error()));
            ended = line->kind == HistoryLine::Kind::End;
            group->append(std::move(*line));
        }
        const Journal::Maintenance work = merging(merge, group);
        const auto done = co_await journal->maintain(work);
        if (!done)
            co_return fail(done.error());
    }
    co_return merge->imported();
}

} // namespace waybill
