#pragma once

#include "ui/widgets/CellDelegate.h"

namespace waybill {

/// A bar where something moves (QueueModel::ProgressRole), else the cell's text from its beginning.
class ProgressDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace waybill
