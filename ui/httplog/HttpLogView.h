#pragma once

#include "app/http/HttpLog.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;

namespace waybill {

class HttpLogModel;
class RowTable;

/// Every exchange with the service: what was asked, what came back, how long it took. Secrets are never in it.
class HttpLogView final : public QWidget
{
    Q_OBJECT

public:
    explicit HttpLogView(HttpLog *log, QWidget *parent = nullptr);

private:
    void showCurrent();

    HttpLogModel *m_model;
    QSortFilterProxyModel *m_shown;
    RowTable *m_table;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QPushButton *m_copyAsCurl;
};

} // namespace waybill
