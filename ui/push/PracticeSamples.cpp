#include "ui/push/PracticeSamples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

// Must stand outside of every namespace: the resource is part of a static library.
static void registerSampleFiles()
{
    Q_INIT_RESOURCE(samples);
}

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
QString sampleName(PracticeSample sample)
{
    return sample == PracticeSample::Good ? u"customer-groups.csv"_s : u"demand-forecast-W48.csv"_s;
}
} // namespace

QString practiceSampleEntity(PracticeSample sample)
{
    return sample == PracticeSample::Good ? u"Customer groups"_s : u"Demand forecast entries"_s;
}

Result<QString> practiceSampleFile(PracticeSample sample, const QString &folder)
{
    registerSampleFiles();
    QFile source(u":/samples/"_s + sampleName(sample));
    const QString path = QDir(folder).filePath(sampleName(sample));
    QSaveFile target(path);
    if (!source.open(QIODevice::ReadOnly) || !QDir().mkpath(folder) || !target.open(QIODevice::WriteOnly) ||
        target.write(source.readAll()) != source.size() || !target.commit())
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("PracticeSamples", "The sample could not be written to %1.")
                        .arg(QDir::toNativeSeparators(path)),
                    target.errorString());
    return path;
}

} // namespace waybill
