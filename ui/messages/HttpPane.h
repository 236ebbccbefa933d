#pragma once

#include "app/journal/Message.h"
#include "ui/messages/PagePane.h"

class QLabel;
class QPlainTextEdit;

namespace waybill {

class ExchangeModel;
class RowTable;

/// What was said between us and the service about one message.
class HttpPane final : public PagePane
{
    Q_OBJECT

public:
    explicit HttpPane(QWidget *parent = nullptr);

    void show(const QList<StoredExchange> &exchanges);

private:
    ExchangeModel *m_exchanges;
    RowTable *m_table;
    QPlainTextEdit *m_text;
    QLabel *m_none;
};

} // namespace waybill
