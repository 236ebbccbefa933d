#pragma once

#include "app/journal/Message.h"

#include <QAbstractTableModel>

namespace waybill {

/// A message's events as rows, newest first.
class EventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, SourceColumn, WhatColumn, DetailColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(QList<Event> events);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Event> m_events;
};

} // namespace waybill
