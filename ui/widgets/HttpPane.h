#pragma once

#include "app/journal/Message.h"
#include "ui/widgets/PagePane.h"

class QLabel;
class QPlainTextEdit;

namespace waybill {

class ExchangeModel;
class RowTable;

/// What was said between us and the service about one message or download.
class HttpPane final : public PagePane
{
    Q_OBJECT

public:
    /// `nothing` is said where there are no exchanges.
    explicit HttpPane(const QString &nothing, QWidget *parent = nullptr);

    void show(const QList<StoredExchange> &exchanges);

private:
    ExchangeModel *m_exchanges;
    RowTable *m_table;
    QPlainTextEdit *m_text;
    QLabel *m_none;
};

} // namespace waybill
