#include "app/base/Counted.h"
#include "app/cli/verbs/ArchiveVerb.h"
#include "app/cli/verbs/Verbs.h"
#include "app/files/ArchiveCheck.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class PackageCheck final : public ArchiveVerb
{
public:
    VerbHelp help() const override
    {
        return {"package check", "Look whether a package came whole and could be unpacked, without writing anything",
                "waybill-cli package check export.zip"};
    }

protected:
    QCoro::Task<Result<ExitCode>> work(Services &services, ArchiveLimits limits) override
    {
        const std::stop_token stop = services.deadline().token();
        const auto checking = QtConcurrent::run(&checkArchive, file(), limits, stop, ArchiveProgress());
        const auto report = co_await checking;
        if (!report && report.error().kind != ErrorKind::BadInput)
            co_return fail(report.error());
        const QString trouble = report ? report->refusal : report.error().message;
        if (services.out().isJson()) {
            services.out().json(QJsonObject{{u"sound"_s, trouble.isEmpty()},
                                            {u"entries"_s, report ? QJsonValue(report->entries) : QJsonValue()},
                                            {u"bytes"_s, report ? QJsonValue(report->bytes) : QJsonValue()},
                                            {u"trouble"_s, trouble.isEmpty() ? QJsonValue() : QJsonValue(trouble)}});
        } else if (trouble.isEmpty()) {
            services.out().text(u"The package is sound: %1, %2 unpacked."_s.arg(
                report->entries == 1 ? u"1 entry"_s : u"%1 entries"_s.arg(report->entries),
                counted(report->bytes, u"byte"_s)));
        } else {
            services.out().text(plainLine(trouble));
        }
        co_return trouble.isEmpty() ? ExitCode::Good : ExitCode::BadOutcome;
    }
};
} // namespace

std::unique_ptr<Verb> packageCheckVerb()
{
    return std::make_unique<PackageCheck>();
}

} // namespace waybill
