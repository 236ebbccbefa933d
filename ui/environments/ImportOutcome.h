#pragma once

#include "ui/environments/ExchangeEnvironments.h"

#include <QDialog>

namespace waybill {

/// Says what an import added, and in a plain list what was not carried over.
class ImportOutcome final : public QDialog
{
    Q_OBJECT

public:
    explicit ImportOutcome(const ImportDone &done, QWidget *parent = nullptr);
};

} // namespace waybill
