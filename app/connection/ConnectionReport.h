#pragma once

#include "app/connection/CheckStep.h"

#include <QDateTime>
#include <QList>

namespace waybill {

/// What a connection check found, in the order of its steps; every step is in it, also those that were skipped.
struct ConnectionReport {
    QString environment;
    QDateTime atUtc;
    QList<CheckStep> steps;
    bool stopped = false; ///< before its end

    bool ok() const; ///< it came to its end and no step failed
    const CheckStep *step(QStringView id) const;
};

/// `{"environment","ok","steps":[…]}`
QJsonObject toJson(const ConnectionReport &report);

/// The report as text for a ticket: what was seen, meant and is to be done, without secrets and tokens.
QString reportText(const ConnectionReport &report);

} // namespace waybill
