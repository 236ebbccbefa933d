#include "ui/messages/EventModel.h"

#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

namespace waybill {

using namespace Qt::StringLiterals;

void EventModel::setEvents(QList<Event> events)
{
    beginResetModel();
    m_events = QList<Event>(events.crbegin(), events.crend());
    endResetModel();
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = m_events[index.row()];
    if (role == SortRole)
        return index.column() == TimeColumn ? QVariant(event.atUtc) : data(index, Qt::DisplayRole);
    if (role == Qt::ToolTipRole)
        return index.column() == TimeColumn ? QVariant(texts::timeTooltip(event.atUtc)) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return TimeDisplay::ofWindow().shown(event.atUtc).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case SourceColumn:
        return event.source == EventSource::Service ? tr("F&O") : tr("Waybill");
    case WhatColumn:
        return event.what;
    case DetailColumn:
        return QString(event.detail).replace(u'\n', u' ');
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case SourceColumn:
        return tr("Who");
    case WhatColumn:
        return tr("What");
    case DetailColumn:
        return tr("Detail");
    default:
        return {};
    }
}

} // namespace waybill
