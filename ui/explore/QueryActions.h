#pragma once

#include "app/odata/CopyAs.h"
#include "ui/explore/QueryRun.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace waybill {

/// The buttons beside the address: Read, or Pause and Stop while it reads, and what else can be done with a query.
class QueryActions final : public QWidget
{
    Q_OBJECT

public:
    explicit QueryActions(QWidget *parent = nullptr);

    void show(const QueryRun &run, bool canRead);

signals:
    void readWanted();
    void countWanted();
    void pauseWanted();
    void stopWanted();
    void exportWanted();
    void copyWanted(waybill::CopyFormat format);
    void saveWanted();

private:
    void makeMenu();

    QPushButton *m_read, *m_pause, *m_stop;
    QToolButton *m_count, *m_export, *m_more;
};

} // namespace waybill
