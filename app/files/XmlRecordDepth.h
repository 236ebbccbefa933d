#pragma once

#include "app/base/Error.h"
#include "app/files/ByteStream.h"
#include "app/files/TextEncoding.h"

#include <QString>

namespace waybill {

/// How deep the records of an XML file lie: 1 when they are the children of the root, more when the root holds one
/// wrapper around them. Judged by the beginning of the file (a few megabytes at most): an only child whose own
/// children all have a structure of their own (children, or attributes and no text) is a wrapper, not a record.
/// What is malformed is left to the reading itself. Fails with Storage when the file cannot be read.
Result<int> findRecordDepth(const QString &path, EncodingFinding encoding);
/// Of a stream in UTF-8; fails with Storage or Cancelled when it does.
Result<int> findRecordDepth(const ByteSource &source);

} // namespace waybill
