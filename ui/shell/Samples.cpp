#include "ui/shell/Samples.h"

#include <QDir>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

Sample goodSample()
{
    return {u":/samples/customer-groups.csv"_s, u"Customer groups"_s};
}

Sample failingSample()
{
    return {u":/samples/demand-forecast-W48.csv"_s, u"Demand forecast"_s};
}

Sample xmlSample()
{
    return {u":/samples/customers.xml"_s, u"Customers"_s};
}

Result<QString> writtenOut(const Sample &sample, const QString &folder)
{
    const QString target = QDir(folder).filePath(QFileInfo(sample.path).fileName());
    QDir().mkpath(folder);
    QFile::remove(target);
    QFile source(sample.path);
    if (!source.copy(target))
        return fail(ErrorKind::Storage,
                    u"The sample could not be written to %1."_s.arg(QDir::toNativeSeparators(target)),
                    source.errorString());
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    return target;
}

} // namespace waybill
