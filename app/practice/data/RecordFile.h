// One entity's file and how it is to be read.
#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/data/FieldMap.h"
#include "app/practice/data/SourceFormat.h"

#include <QString>

namespace practice {

/// The entity outlives it.
struct RecordFile {
    QString path;
    const Entity &entity;
    FieldMap map;
    SourceFormat format = SourceFormat::ByContent;
};

} // namespace practice
