#include "ui/widgets/grid/GridForm.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/CellDelegate.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/grid/GridFieldsModel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr int above = 4; ///< and below the two lines

/// What a field is called, and under it, smaller, its name and type.
class FieldDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
        const QRect room = item.rect.adjusted(metrics::cellPadding, above, -metrics::cellPadding, -above);
        const auto line = [&](const QFont &font, const QString &text, const QColor &colour, Qt::Alignment where) {
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(room, int(where | Qt::AlignLeft) | Qt::TextSingleLine,
                              QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width()));
        };
        painter->save();
        const Palette &colours = paletteOf(item.palette);
        line(item.font, item.text, colours.text, Qt::AlignTop);
        line(fonts::small(item.font), index.data(GridFieldsModel::AboutRole).toString(), colours.muted,
             Qt::AlignBottom);
        painter->restore();
    }
};

} // namespace

GridForm::GridForm(GridFieldsModel *fields, QWidget *parent) : RowTable(RowSize::Compact, parent), m_fields(fields)
{
    setModel(fields);
    setTextElideMode(Qt::ElideRight);
    setItemDelegateForColumn(0, new FieldDelegate(this));
    const int lines = fontMetrics().height() + QFontMetrics(fonts::small(font())).height();
    verticalHeader()->setDefaultSectionSize(lines + 2 * above + 2);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    setColumnWidth(0, 175);
    setToolTip(tr("Ctrl+C copies the value, Ctrl+Shift+C the name too"));
}

void GridForm::copy(Copied what) const
{
    QModelIndexList fields = selectionModel()->selectedRows();
    std::sort(fields.begin(), fields.end());
    QStringList lines;
    for (const QModelIndex &field : std::as_const(fields)) {
        const QString name = m_fields->nameOf(field.row()), value = m_fields->valueOf(field.row());
        lines << (what == Copied::Values ? value : what == Copied::Names ? name : name + u'\t' + value);
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void GridForm::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy(Copied::Values);
    else if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier))
        copy(Copied::Both);
    else
        RowTable::keyPressEvent(event);
}

void GridForm::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectionModel()->selectedRows().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(Icon::Copy), tr("Copy the value"), QKeySequence(QKeySequence::Copy), this,
                    [this] { copy(Copied::Values); });
    menu->addAction(tr("Copy the field's name"), this, [this] { copy(Copied::Names); });
    menu->addAction(tr("Copy name and value"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                    [this] { copy(Copied::Both); });
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

} // namespace waybill
