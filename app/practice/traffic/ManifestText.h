// The two XML files of a data package (protocol.md section 7), written.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace practice {

struct ManifestEntity {
    QString label;
    QString file;
    QString format;
    int level = 1;
    bool withoutMap = false;
};

/// Every field of each entity is mapped by its own name.
QByteArray manifestText(const QList<ManifestEntity> &entities);
QByteArray packageHeaderText();

} // namespace practice
