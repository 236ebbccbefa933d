#pragma once

#include "ui/widgets/Pill.h"

#include <QStyledItemDelegate>

namespace waybill {

/// What a model answers for a cell that is shown as a pill; the word itself is the DisplayRole.
enum PillRole {
    PillIconRole = Qt::UserRole + 0x700, ///< an Icon as int
    PillToneRole,                        ///< a StatusRole as int
    PillHatchedRole,                     ///< bool
};

/// Paints cells as status pills from the roles above.
class StatusDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace waybill
