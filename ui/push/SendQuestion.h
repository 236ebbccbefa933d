#pragma once

#include "ui/widgets/ProductionGuard.h"

#include <QStringList>

namespace waybill {

/// What is about to be sent.
struct Sending {
    QString environment;
    bool production = false;
    qsizetype files = 0;
    QStringList doubts; ///< why files may not fit their jobs, a sentence each
};

/// Asks over `parent` what has to be asked before it goes, and calls `then` on a yes; at once when nothing has.
void askBeforeSending(const Sending &sending, ProductionGuard &guard, QWidget *parent,
                      const std::function<void()> &then);

} // namespace waybill
