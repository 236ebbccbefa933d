#pragma once

#include "ui/widgets/CellDelegate.h"

namespace waybill {

/// Marks the cell that made a row fail: red tint, demi-bold, by FailingRowsModel::GuiltyRole.
class GuiltyCellDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace waybill
