#include "app/base/Counted.h"
#include "app/cli/verbs/ArchiveVerb.h"
#include "app/cli/verbs/Verbs.h"
#include "app/files/ArchiveUnpack.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class PackageUnpack final : public ArchiveVerb
{
public:
    VerbHelp help() const override
    {
        return {"package unpack", "Unpack a package into a folder; nothing is overwritten, nothing leaves the folder",
                "waybill-cli package unpack export.zip --output export"};
    }

    void declare(Syntax &syntax) override
    {
        ArchiveVerb::declare(syntax);
        syntax.option("--output", "DIR", "Where to; made if it is missing", &m_output, Syntax::Need::Required);
    }

protected:
    QCoro::Task<Result<ExitCode>> work(Services &services, ArchiveLimits limits) override
    {
        if (m_output.isEmpty())
            co_return fail(ErrorKind::Usage, u"--output names no folder. Give one, such as --output export."_s);
        const std::stop_token stop = services.deadline().token();
        const auto unpacking = QtConcurrent::run(&unpackArchive, file(), m_output, limits, stop, ArchiveProgress());
        const auto unpacked = co_await unpacking;
        if (!unpacked)
            co_return fail(unpacked.error());
        show(services.out(), *unpacked);
        co_return ExitCode::Good;
    }

private:
    void show(Output &out, const Unpacked &unpacked) const
    {
        if (out.isJson()) {
            QJsonArray renamed;
            for (const RenamedEntry &one : unpacked.renamed)
                renamed.append(QJsonObject{{u"from"_s, one.from}, {u"to"_s, one.to}});
            out.json(QJsonObject{{u"files"_s, unpacked.files}, {u"bytes"_s, unpacked.bytes}, {u"renamed"_s, renamed}});
            return;
        }
        out.text(u"%1: %2, %3."_s.arg(plainLine(QDir::toNativeSeparators(QFileInfo(m_output).absoluteFilePath())),
                                      counted(unpacked.files, u"file"_s), counted(unpacked.bytes, u"byte"_s)));
        QList<QStringList> rows;
        for (const RenamedEntry &one : unpacked.renamed)
            rows.append({one.from, one.to});
        if (!rows.isEmpty())
            out.table({u"In the package"_s, u"Unpacked as"_s}, rows);
    }

    QString m_output;
};
} // namespace

std::unique_ptr<Verb> packageUnpackVerb()
{
    return std::make_unique<PackageUnpack>();
}

} // namespace waybill
