#include "app/packages/PackageSearch.h"

#include "app/base/Text.h"
#include "app/files/EntryStream.h"
#include "app/files/Utf8Stream.h"
#include "app/packages/DataFileReading.h"
#include "app/rows/TextSearch.h"

#include <algorithm>

namespace waybill {

namespace {

constexpr qsizetype mostShown = 200; ///< characters of a hit
constexpr qsizetype shownBefore = 60;
constexpr std::size_t longestSearched = 1 << 20; ///< a longer one is searched in pieces

/// Where hits of one file go, and what is looked for.
class Hits
{
public:
    Hits(const SearchAsk &ask, const std::function<void(const QList<PackageHit> &)> &found)
        : m_ask(ask), m_found(found), m_wanted(ask.text.toUtf8()),
          m_search({m_wanted.constData(), std::size_t(m_wanted.size())},
                   ask.matchCase ? TextSearch::Case::Matters : TextSearch::Case::Folded)
    {
    }

    bool isIn(std::string_view bytes) const { return m_search.isIn(bytes); }
    bool isFull() const { return m_count >= m_ask.mostHits; }
    qint64 count() const { return m_count; }

    void add(PackageHit hit, std::string_view bytes)
    {
        if (isFull())
            return;
        hit.text = shown(QString::fromUtf8(bytes.data(), qsizetype(bytes.size())));
        m_hits.append(std::move(hit));
        ++m_count;
        if (m_hits.size() >= handedOver)
            flush();
    }
    void flush()
    {
        if (!m_hits.isEmpty())
            m_found(m_hits);
        m_hits.clear();
    }

private:
    static constexpr qsizetype handedOver = 100;

    /// A part of a long text with the match in it.
    QString shown(const QString &whole) const
    {
        if (whole.size() <= mostShown)
            return whole;
        const qsizetype at = whole.indexOf(m_ask.text, 0, m_ask.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive);
        const qsizetype begin = std::clamp<qsizetype>(at - shownBefore, 0, whole.size() - mostShown);
        return whole.sliced(begin, mostShown);
    }

    const SearchAsk &m_ask;
    const std::function<void(const QList<PackageHit> &)> &m_found;
    QByteArray m_wanted;
    TextSearch m_search;
    QList<PackageHit> m_hits;
    qint64 m_count = 0;
};

/// Looks at every cell of a data file.
class CellSearch final : public RowHandler
{
public:
    CellSearch(qsizetype entry, QString sheet, Hits &hits, std::stop_source &enough)
        : m_entry(entry), m_sheet(std::move(sheet)), m_hits(hits), m_enough(enough)
    {
    }

    void beginRow() override { ++m_row; }
    void value(std::string_view name, const PageValue &value) override
    {
        if (!m_hits.isIn(value.text))
            return;
        m_hits.add({m_entry, m_row, QString::fromUtf8(name.data(), qsizetype(name.size())), 0, {}, m_sheet},
                   value.text);
        if (m_hits.isFull())
            m_enough.request_stop();
    }
    void endRow() override {}

private:
    qsizetype m_entry;
    QString m_sheet;
    Hits &m_hits;
    std::stop_source &m_enough;
    qint64 m_row = 0;
};

class PackageSearch
{
public:
    PackageSearch(const SearchAsk &ask, const ArchiveListing &zip, Hits &hits, const std::stop_token &stop)
        : m_ask(ask), m_zip(zip), m_hits(hits), m_stop(stop)
    {
    }

    Result<SearchEnd> search(const PackageInside &inside, const std::function<void(qint64, qint64)> &progress);

private:
    Result<void> searchFile(qsizetype entry, const PackageFile &file);
    Result<void> searchRows(qsizetype entry);
    Result<void> searchLines(qsizetype entry);

    const SearchAsk &m_ask;
    const ArchiveListing &m_zip;
    Hits &m_hits;
    const std::stop_token &m_stop;
    QStringList m_notes;
};

Result<void> PackageSearch::searchRows(qsizetype entry)
{
    std::stop_source enough;
    const std::stop_callback link(m_stop, [&enough] { enough.request_stop(); });
    QStringList others; // of a workbook: the sheets behind the first
    QString sheet;
    while (true) {
        CellSearch cells(entry, sheet, m_hits, enough);
        const auto facts = readDataFile({m_ask.package, entry, sheet}, cells, enough.get_token());
        if (m_hits.isFull() && !m_stop.stop_requested())
            return {};
        const bool isOther = !sheet.isEmpty();
        if (!facts && (!isOther || facts.error().kind != ErrorKind::BadInput))
            return fail(facts.error());
        if (!facts) {
            m_notes.append(text("The sheet %1 of %2 was not searched: %3")
                               .arg(quotedName(sheet), quotedName(m_zip.entries()[std::size_t(entry)].name),
                                    facts.error().message));
        } else if (!isOther) {
            others = facts->sheets.mid(1);
        }
        if (others.isEmpty())
            return {};
        sheet = others.takeFirst();
    }
}

Result<void> PackageSearch::searchLines(qsizetype entry)
{
    auto bytes = openEntry(m_zip, entry, m_stop);
    if (!bytes)
        return fail(bytes.error());
    Utf8Stream stream(std::move(*bytes));
    std::string rest; // of the line under way
    std::vector<char> piece(256 << 10);
    qint64 line = 1;
    const auto look = [&] {
        if (m_hits.isIn(rest))
            m_hits.add({entry, 0, {}, line, {}}, rest.ends_with('\r') ? rest.substr(0, rest.size() - 1) : rest);
    };
    while (!m_hits.isFull()) {
        const auto got = stream.read(piece.data(), qint64(piece.size()));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break;
        std::string_view left(piece.data(), std::size_t(*got));
        while (!left.empty()) {
            const std::size_t end = left.find('\n');
            rest.append(left.substr(0, end));
            if (end == std::string_view::npos && rest.size() < longestSearched)
                break;
            look();
            rest.clear();
            line += end == std::string_view::npos ? 0 : 1;
            left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
        }
    }
    if (!rest.empty())
        look();
    return {};
}

Result<void> PackageSearch::searchFile(qsizetype entry, const PackageFile &file)
{
    const QByteArray name = file.name.toUtf8();
    if (const std::string_view bytes{name.constData(), std::size_t(name.size())}; m_hits.isIn(bytes))
        m_hits.add({entry, 0, {}, 0, {}}, bytes);
    if (!file.isFile)
        return {};
    if (hasRows(file.kind))
        return searchRows(entry);
    return file.kind == DataFileKind::Text ? searchLines(entry) : Result<void>();
}

Result<SearchEnd> PackageSearch::search(const PackageInside &inside,
                                        const std::function<void(qint64, qint64)> &progress)
{
    SearchEnd end;
    qint64 all = 0, done = 0;
    for (const PackageFile &file : inside.files)
        all += file.bytes;
    for (qsizetype i = 0; i < inside.files.size() && !m_hits.isFull(); ++i) {
        const qint64 before = m_hits.count();
        if (auto searched = searchFile(i, inside.files[i]); !searched) {
            if (searched.error().kind != ErrorKind::BadInput)
                return fail(searched.error());
            m_notes.append(searched.error().message);
        }
        end.files += m_hits.count() > before ? 1 : 0;
        done += inside.files[i].bytes;
        if (progress)
            progress(done, all);
    }
    m_hits.flush();
    end.notes = std::move(m_notes);
    end.hits = m_hits.count();
    end.isWhole = !m_hits.isFull();
    return end;
}

} // namespace

Result<SearchEnd> searchPackage(const SearchAsk &ask, const std::function<void(const QList<PackageHit> &)> &found,
                                const std::function<void(qint64, qint64)> &progress, const std::stop_token &stop)
{
    if (ask.text.isEmpty())
        return fail(ErrorKind::BadInput, text("There is nothing to look for. Give a text."));
    const auto zip = ArchiveListing::read(ask.package, {}, stop);
    if (!zip)
        return fail(zip.error());
    const auto inside = lookInside(*zip, stop);
    if (!inside)
        return fail(inside.error());
    Hits hits(ask, found);
    return PackageSearch(ask, *zip, hits, stop).search(*inside, progress);
}

} // namespace waybill
