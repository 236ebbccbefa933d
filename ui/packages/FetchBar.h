#pragma once

#include "ui/packages/ProgressStrip.h"

#include <QWidget>

namespace waybill {

class FetchRun;

/// How a fetch goes, and the button that ends it; in sight while one is under way.
class FetchBar final : public QWidget
{
    Q_OBJECT

public:
    /// The run outlives this.
    explicit FetchBar(FetchRun *run, QWidget *parent = nullptr);

private:
    void refresh();

    FetchRun *m_run;
    ProgressStrip m_strip;
};

} // namespace waybill
