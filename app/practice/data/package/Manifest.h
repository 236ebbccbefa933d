// What a data package says about itself (protocol.md section 7).
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace practice {

/// One entity of a package, as its manifest has it.
struct PackagedEntity {
    QString label;  ///< EntityName
    QString file;   ///< InputFilePath
    QString format; ///< SourceFormat
    bool isDisabled = false;
    bool failsUnit = false;  ///< FailExecutionUnitOnError
    bool failsLevel = false; ///< FailLevelOnError
    int unit = 1;
    int level = 1;
    int sequence = 1;
    /// EntityField and XMLField of each EntityMap: staging's name and the file's.
    QList<std::pair<QString, QString>> map;
};

struct Manifest {
    QString dataProject; ///< DefinitionGroupName
    QList<PackagedEntity> entities; ///< in the order of unit, level and sequence
    QString problem; ///< why it cannot be read, as a sentence
};

/// Elements are known by their names, whatever namespace they have.
Manifest readManifest(const QByteArray &xml);

} // namespace practice
