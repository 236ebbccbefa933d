#include "app/cli/NestedZip.h"
#include "app/cli/verbs/ArchiveVerb.h"
#include "app/cli/verbs/Verbs.h"
#include "app/files/ArchiveListing.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString word(ArchiveEntry::Kind kind)
{
    switch (kind) {
    case ArchiveEntry::Kind::File:
        return u"file"_s;
    case ArchiveEntry::Kind::Folder:
        return u"folder"_s;
    case ArchiveEntry::Kind::Link:
        return u"link"_s;
    case ArchiveEntry::Kind::Device:
        return u"device"_s;
    }
    Q_UNREACHABLE();
}

QString methodOf(const ArchiveEntry &entry)
{
    if (entry.isEncrypted)
        return u"encrypted"_s;
    return entry.method == 0 ? u"stored"_s : entry.method == 8 ? u"deflated"_s : QString::number(entry.method);
}

QString timeOf(const ArchiveEntry &entry)
{
    return entry.modified.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

class PackageList final : public ArchiveVerb
{
public:
    VerbHelp help() const override
    {
        return {"package list", "List what is in a package, without unpacking it",
                "waybill-cli package list export.zip"};
    }

    void declare(Syntax &syntax) override
    {
        ArchiveVerb::declare(syntax);
        declareNesting(syntax, &m_inside);
    }

protected:
    QCoro::Task<Result<ExitCode>> work(Services &services, ArchiveLimits limits) override
    {
        const std::stop_token stop = services.deadline().token();
        const auto reading = QtConcurrent::run([=, file = file(), inside = m_inside]() -> Result<ArchiveListing> {
            const auto zip = openNested(file, inside, stop, limits);
            return zip ? ArchiveListing::read(zip->path, limits, stop) : fail(zip.error());
        });
        const auto listing = co_await reading;
        if (!listing)
            co_return fail(listing.error());
        if (services.out().isJson())
            showJson(services.out(), *listing);
        else
            showTable(services.out(), *listing);
        co_return ExitCode::Good;
    }

private:
    static void showJson(Output &out, const ArchiveListing &listing)
    {
        QJsonArray all;
        for (const ArchiveEntry &entry : listing.entries()) {
            const QString time = timeOf(entry);
            all.append(QJsonObject{{u"name"_s, entry.name},
                                   {u"kind"_s, word(entry.kind)},
                                   {u"bytes"_s, entry.bytes},
                                   {u"packed"_s, entry.packed},
                                   {u"method"_s, methodOf(entry)},
                                   {u"crc32"_s, u"%1"_s.arg(entry.crc, 8, 16, QLatin1Char('0'))},
                                   {u"modified"_s, time.isEmpty() ? QJsonValue() : QJsonValue(time)}});
        }
        out.json(all);
    }
    static void showTable(Output &out, const ArchiveListing &listing)
    {
        QList<QStringList> rows;
        for (const ArchiveEntry &entry : listing.entries())
            rows.append({entry.name, word(entry.kind), QString::number(entry.bytes), QString::number(entry.packed),
                         methodOf(entry), timeOf(entry)});
        out.table({u"Name"_s, u"Kind"_s, u"Bytes"_s, u"Packed"_s, u"Method"_s, u"Modified"_s}, rows);
    }

    QStringList m_inside;
};
} // namespace

std::unique_ptr<Verb> packageListVerb()
{
    return std::make_unique<PackageList>();
}

} // namespace waybill
