#pragma once

#include "app/http/HttpLog.h"

#include <QAbstractTableModel>

#include <deque>

namespace waybill {

/// The exchanges of this program, newest first. GUI thread.
class HttpLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, CallColumn, MethodColumn, StatusColumn, TookColumn, BytesColumn, UrlColumn, ColumnCount };

    /// `log` outlives the model.
    explicit HttpLogModel(HttpLog *log, QObject *parent = nullptr);

    const Exchange &exchange(int row) const { return m_exchanges[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void add(const Exchange &exchange);
    QString text(const Exchange &exchange, int column) const;

    std::deque<Exchange> m_exchanges;
};

/// Everything about one exchange as text to read and copy.
QString exchangeText(const Exchange &exchange);

} // namespace waybill
