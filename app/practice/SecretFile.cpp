#include "app/practice/SecretFile.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace practice {

QString writeSecretFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        // Before the secret is in it: nobody else may read it even for a moment.
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(content);
    }
    return file.commit() ? QString() : u"The file %1 cannot be written: %2."_s.arg(path, file.errorString());
}

} // namespace practice
