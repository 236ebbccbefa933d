#include "ui/widgets/grid/GridFilterStrip.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace waybill {

GridFilterStrip::GridFilterStrip(GridView *view) : QWidget(view), m_view(view)
{
    setAccessibleName(tr("Filters of the columns"));
}

QSize GridFilterStrip::sizeHint() const
{
    return {200, std::max(30, fontMetrics().height() + 14)};
}

QString GridFilterStrip::filterText(int column) const
{
    for (const GridFilter &filter : m_view->model()->order().filters) {
        if (filter.column == column)
            return filter.asTyped();
    }
    return {};
}

QLineEdit *GridFilterStrip::fieldOf(int column)
{
    QLineEdit *&field = m_fields[column];
    if (field)
        return field;
    field = new QLineEdit(this);
    field->setPlaceholderText(tr("Filter"));
    field->setToolTip(tr("Part of a value, or =value, !part, !=value, <value, >=value, null, !null"));
    field->setText(filterText(column));
    field->installEventFilter(this);
    connect(field, &QLineEdit::textEdited, this, [this, column](const QString &text) { emit typed(column, text); });
    return field;
}

void GridFilterStrip::arrange()
{
    if (!isVisibleTo(m_view))
        return;
    QHash<int, QLineEdit *> before = std::exchange(m_fields, {});
    const int height = this->height() - 5;
    for (const int place : m_view->placesOnScreen()) {
        const int column = m_view->columns().columnAt(place);
        if (QLineEdit *known = before.take(column))
            m_fields.insert(column, known);
        QLineEdit *field = fieldOf(column);
        field->setAccessibleName(tr("Filter of %1").arg(m_view->columns().title(column))); // its label may come later
        const QRect area = m_view->placeRect(place, 2, height).adjusted(3, 0, -4, 0);
        field->setGeometry(area);
        field->setVisible(area.width() >= 24);
    }
    // A field that is being typed in stays until it is left, even out of sight.
    for (auto field = before.cbegin(); field != before.cend(); ++field) {
        if ((*field)->hasFocus()) {
            (*field)->setGeometry(-2 * width(), 2, 100, height);
            m_fields.insert(field.key(), *field);
        } else {
            (*field)->deleteLater();
        }
    }
}

void GridFilterStrip::edit(int column)
{
    show();
    m_view->bringIntoSight(-1, m_view->columns().placeOf(column));
    arrange();
    if (QLineEdit *field = m_fields.value(column)) {
        field->setFocus(Qt::ShortcutFocusReason);
        field->selectAll();
    }
}

void GridFilterStrip::showFilters()
{
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (!(*field)->hasFocus())
            (*field)->setText(filterText(field.key()));
    }
}

void GridFilterStrip::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.raised);
    painter.fillRect(0, height() - 1, width(), 1, c.line);
    painter.fillRect(m_view->gutterWidth() - 1, 0, 1, height(), c.line);
}

void GridFilterStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shownChanged();
    arrange();
}

void GridFilterStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        emit shownChanged();
}

bool GridFilterStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    auto *field = static_cast<QLineEdit *>(watched);
    const int column = m_fields.key(field, -1);
    if (key->key() == Qt::Key_Escape && !field->text().isEmpty()) {
        field->clear();
        emit typed(column, {});
        return true;
    }
    if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Down || key->key() == Qt::Key_Return ||
        key->key() == Qt::Key_Enter) {
        m_view->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
        const int next = m_view->columns().placeOf(column) + (key->key() == Qt::Key_Tab ? 1 : -1);
        if (next < 0 || next >= m_view->columns().shownCount())
            return false;
        edit(m_view->columns().columnAt(next));
        return true;
    }
    return false;
}

} // namespace waybill
