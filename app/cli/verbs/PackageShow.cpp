#include "app/cli/NestedZip.h"
#include "app/cli/PackageJson.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class PackageShow final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"package show", "Show a package's header, manifest and files, without unpacking it",
                "waybill-cli package show export.zip"};
    }
    bool isEndless() const override { return true; }

    void declare(Syntax &syntax) override
    {
        syntax.argument("FILE", "The package (zip)", &m_file);
        declareNesting(syntax, &m_inside);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const std::stop_token stop = services.deadline().token();
        const auto looking = QtConcurrent::run([file = m_file, inside = m_inside, stop]() -> Result<PackageInside> {
            const auto zip = openNested(file, inside, stop);
            return zip ? lookInside(zip->path, stop) : fail(zip.error());
        });
        const auto inside = co_await looking;
        if (!inside)
            co_return fail(inside.error());
        if (services.out().isJson())
            services.out().json(packageJson(m_file, *inside));
        else
            show(services.out(), *inside);
        co_return ExitCode::Good;
    }

private:
    static void show(Output &out, const PackageInside &inside)
    {
        const PackageManifest manifest = inside.manifest.value_or(PackageManifest());
        const PackageHeader header = inside.header.value_or(PackageHeader());
        out.fields({{u"Data project"_s, manifest.definitionGroup},
                    {u"Description"_s, manifest.description},
                    {u"Package type"_s, header.packageType},
                    {u"Package version"_s, header.packageVersion}});
        QList<QStringList> entities;
        for (const qsizetype place : manifest.runOrder()) {
            const ManifestEntity &entity = manifest.entities[place];
            entities.append({entity.name, QString::number(entity.unit), QString::number(entity.level),
                             QString::number(entity.sequence), entity.disabled ? u"disabled"_s : entity.format,
                             QString::number(entity.fields.size()), entity.file});
        }
        if (!entities.isEmpty())
            out.table({u"Entity"_s, u"Unit"_s, u"Level"_s, u"Sequence"_s, u"Format"_s, u"Fields"_s, u"Data file"_s},
                      entities);
        QList<QStringList> files;
        for (const PackageFile &file : inside.files)
            files.append({file.name, file.isFile ? dataFileWord(file.kind) : u"folder"_s, QString::number(file.bytes),
                          QString::number(file.packed)});
        out.table({u"File"_s, u"Kind"_s, u"Bytes"_s, u"Packed"_s}, files);
        for (const QString &trouble : inside.troubles)
            out.note(plainLine(trouble));
    }

    QString m_file;
    QStringList m_inside;
};
} // namespace

std::unique_ptr<Verb> packageShowVerb()
{
    return std::make_unique<PackageShow>();
}

} // namespace waybill
