// The two XML files of a data package (protocol.md section 7), written.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace practice {

struct ManifestEntity {
    QString label;
    QString file;
    QString format;
    int level = 1;
    bool withoutMap = false;
    QStringList fields = {}; ///< names in the file; empty: all that the entity has
};

/// Every field of each entity is mapped by its own name. `project`: the name of the data project.
QByteArray manifestText(const QList<ManifestEntity> &entities,
                        const QString &project = QStringLiteral("Practice import"));
QByteArray packageHeaderText(const QString &project = QStringLiteral("Practice import"));

} // namespace practice
