#include "app/environments/Profile.h"

#include <QDir>
#include <QStandardPaths>

namespace waybill {

QString profileFolder(const QString &given)
{
    QString folder = given.isEmpty() ? qEnvironmentVariable("WAYBILL_PROFILE") : given;
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return QDir::cleanPath(QDir(folder).absolutePath());
}

} // namespace waybill
