#include "ui/widgets/SearchField.h"

#include "ui/style/Icons.h"
#include "ui/style/Palette.h"

#include <QKeyEvent>
#include <QPainter>

namespace waybill {

SearchField::SearchField(const QString &placeholder, QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(tr("Search"));
    setClearButtonEnabled(true);
    setTextMargins(21, 0, 0, 0);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintIcon(&painter, QRectF(9, (height() - 15) / 2.0, 15, 15), Icon::Search, paletteOf(this).muted);
}

} // namespace waybill
