#pragma once

#include "app/journal/Message.h"

#include <QAbstractTableModel>

namespace waybill {

/// The exchanges that belong to a message, newest first.
class ExchangeModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, CallColumn, StatusColumn, TookColumn, BytesColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setExchanges(QList<StoredExchange> exchanges);
    const StoredExchange &exchange(int row) const { return m_exchanges[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<StoredExchange> m_exchanges;
};

/// Everything about one exchange as text to read and copy.
QString exchangeText(const StoredExchange &exchange);

} // namespace waybill
