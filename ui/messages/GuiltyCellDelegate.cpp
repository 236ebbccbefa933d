#include "ui/messages/GuiltyCellDelegate.h"

#include "ui/messages/FailingRowsModel.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"

namespace waybill {

void GuiltyCellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    CellDelegate::initStyleOption(option, index);
    if (!index.data(FailingRowsModel::GuiltyRole).toBool())
        return;
    const Tone &tone = paletteOf(option->palette).tone(StatusRole::Red);
    option->backgroundBrush = tone.tint;
    option->palette.setColor(QPalette::Text, tone.ink);
    option->font = fonts::strong(option->font);
    option->fontMetrics = QFontMetrics(option->font);
    // The mark stays in sight on a selected row too.
    option->state.setFlag(QStyle::State_Selected, false);
}

} // namespace waybill
