#include "ui/widgets/grid/GridFindBar.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridButton.h"

#include <QBoxLayout>
#include <QIntValidator>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

GridFindBar::GridFindBar(QWidget *parent)
    : QWidget(parent), m_text(new SearchField(tr("Find in the rows"), this)),
      m_previous(gridButton(Icon::ChevronUp, tr("Previous row with it"), tr("Previous (Shift+F3)"), this)),
      m_next(gridButton(Icon::ChevronDown, tr("Next row with it"), tr("Next (F3 or Enter)"), this)),
      m_found(new QLabel(this)), m_row(new QLineEdit(this)), m_rows(new QLabel(this))
{
    setObjectName(u"gridFindBar"_s);
    m_text->setObjectName(u"gridFindText"_s);
    m_text->setAccessibleName(tr("Find in the rows"));
    m_text->setToolTip(tr("Looks for this text in all columns shown, in any case of letters (Ctrl+F)"));
    m_text->setFixedWidth(280);
    m_row->setObjectName(u"gridGoToRow"_s);
    m_row->setAccessibleName(tr("Go to row"));
    m_row->setPlaceholderText(tr("Row number"));
    m_row->setToolTip(tr("The number of a row, then Enter (Ctrl+G)"));
    m_row->setFixedWidth(140);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    m_rows->setForegroundRole(QPalette::PlaceholderText);
    QToolButton *cross = gridButton(Icon::Close, tr("Close"), tr("Close (Escape)"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::unit, 5, metrics::unit, 5);
    layout->setSpacing(metrics::half);
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_previous, m_next, m_row})
        layout->addWidget(part);
    layout->addSpacing(metrics::unit);
    layout->addWidget(m_found);
    layout->addWidget(m_rows);
    layout->addStretch();
    layout->addWidget(cross);
    m_text->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, this, &GridFindBar::textChanged);
    connect(m_next, &QToolButton::clicked, this, &GridFindBar::nextWanted);
    connect(m_previous, &QToolButton::clicked, this, &GridFindBar::previousWanted);
    connect(cross, &QToolButton::clicked, this, &GridFindBar::close);
    connect(m_row, &QLineEdit::returnPressed, this, [this] {
        bool isNumber = false;
        const qlonglong row = texts::locale().toLongLong(m_row->text(), &isNumber);
        if (isNumber && row > 0) {
            emit rowWanted(int(std::min<qlonglong>(row - 1, std::numeric_limits<int>::max())));
            close();
        }
    });
    hide();
}

QString GridFindBar::text() const
{
    return m_text->text();
}

void GridFindBar::showFor(bool finding)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_previous, m_next, m_found})
        part->setVisible(finding);
    m_row->setVisible(!finding);
    m_rows->setVisible(!finding);
    show();
    QLineEdit *field = finding ? m_text : m_row;
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
}

void GridFindBar::find()
{
    showFor(true);
    emit textChanged(m_text->text());
}

void GridFindBar::goToRow(int rows)
{
    m_rows->setText(tr("of %1").arg(texts::number(rows)));
    showFor(false);
}

void GridFindBar::setFound(std::optional<qint64> at, std::optional<qint64> count)
{
    m_found->setText(m_text->text().isEmpty() ? QString()
                     : !count                 ? tr("looking…")
                     : *count == 0            ? tr("no row has it")
                     : at          ? tr("row %1 of %2 with it").arg(texts::number(*at), texts::number(*count))
                     : *count == 1 ? tr("1 row with it")
                                   : tr("%1 rows with it").arg(texts::number(*count)));
    m_next->setEnabled(count.value_or(0) > 0);
    m_previous->setEnabled(count.value_or(0) > 0);
}

void GridFindBar::close()
{
    hide();
    emit closed();
}

void GridFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool GridFindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (key->modifiers().testFlag(Qt::ShiftModifier))
            emit previousWanted();
        else
            emit nextWanted();
        return true;
    }
    return false;
}

void GridFindBar::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.raised);
    painter.fillRect(0, 0, width(), 1, c.line);
}

} // namespace waybill
