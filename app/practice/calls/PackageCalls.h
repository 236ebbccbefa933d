// The actions of data management about exports: ordering a package, following it, fetching it.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/faults/Fault.h"

#include <QJsonObject>

#include <optional>

namespace practice {

struct Context;

/// One action's request.
struct PackageAction {
    QString name;
    QJsonObject body;
    std::optional<Fault> fault;
};

/// Answers `ExportToPackage` and `GetExportedPackageUrl`, and those about a message or an execution when it is that of
/// an export; false for all others.
bool answerPackageAction(Context &context, const PackageAction &action, httplib::Response &response);

} // namespace practice
