// Files that nobody but their owner may read.
#pragma once

#include <QByteArray>
#include <QString>

namespace practice {

/// Puts `content` in the file's place as a whole; a sentence when that failed.
QString writeSecretFile(const QString &path, const QByteArray &content);

} // namespace practice
