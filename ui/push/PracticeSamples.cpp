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
QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeSamples", text);
}
} // namespace

const QList<PracticeSample> &practiceSamples()
{
    static const QList<PracticeSample> samples{
        {u"customer-groups.csv"_s, u"Customer groups"_s, u"Customer groups"_s, tr("18 customer groups; all arrive")},
        {u"demand-forecast-W48.csv"_s, u"Demand forecast"_s, u"Demand forecast entries"_s,
         tr("400 forecast lines; 37 fail, for two causes")},
        {u"customers.xml"_s, u"Customers"_s, u"Customers V3"_s, tr("12 customers as XML; all arrive")},
        {u"vendors.xml"_s, u"Vendors"_s, u"Vendors V2"_s, tr("40 vendors as XML with attributes; all arrive")},
        {u"released-products.csv"_s, u"Released products"_s, u"Released products V2"_s,
         tr("40 released products in UTF-16; all arrive")},
        {u"sales-order-headers.csv"_s, u"Sales order headers"_s, u"Sales order headers V2"_s,
         tr("40 sales order headers; all arrive")},
        {u"sales-order-lines.csv"_s, u"Sales order lines"_s, u"Sales order lines V2"_s,
         tr("42 sales order lines; all arrive")},
        {u"general-journals.xml"_s, u"General journals"_s, u"General journals"_s,
         tr("12 lines of ledger journals as XML; all arrive")},
        {u"customers-package.zip"_s,
         u"Master data package"_s,
         {},
         tr("Data package: 10 groups arrive; of 60 customers 7 fail")},
    };
    return samples;
}

const DataJob *jobFor(const PracticeSample &sample, const Environment &environment)
{
    const DataJob *found = nullptr;
    for (const DataJob &job : environment.jobs) {
        const bool fits = job.direction == JobDirection::Import && job.package == sample.entity.isEmpty() &&
                          (job.package || job.entity == sample.entity);
        if (fits && (!found || job.name == sample.job))
            found = &job;
    }
    return found;
}

Result<QString> practiceSampleFile(const PracticeSample &sample, const QString &folder)
{
    registerSampleFiles();
    QFile source(u":/samples/"_s + sample.file);
    const QString path = QDir(folder).filePath(sample.file);
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
