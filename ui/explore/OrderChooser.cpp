#include "ui/explore/OrderChooser.h"

#include "ui/explore/DropDown.h"
#include "ui/explore/FilterRow.h"
#include "ui/style/Metrics.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace waybill {
using namespace Qt::StringLiterals;

OrderChooser::OrderChooser(const CatalogueFeed *feed, QWidget *parent) : QFrame(parent, Qt::Popup), m_feed(feed)
{
    setObjectName(u"orderChooser"_s);
    setAccessibleName(tr("Order"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(metrics::unit);
    const QStringList names{tr("Order by"), tr("then by"), tr("then by")};
    for (size_t i = 0; i < m_lines.size(); ++i) {
        auto *caption = new QLabel(names[qsizetype(i)], this);
        Line &line = m_lines[i];
        line.field = makeFieldBox(this);
        line.field->setMinimumWidth(190);
        line.field->setAccessibleName(tr("Order by, field %1").arg(i + 1));
        line.field->setToolTip(tr("Empty: no further order"));
        line.field->lineEdit()->setPlaceholderText(tr("no order"));
        line.field->lineEdit()->setClearButtonEnabled(true);
        line.direction = new QComboBox(this);
        line.direction->addItems({tr("ascending"), tr("descending")});
        line.direction->setAccessibleName(tr("Direction of field %1").arg(i + 1));
        line.direction->setToolTip(tr("Smallest or largest first"));
        caption->setBuddy(line.field);
        grid->addWidget(caption, int(i), 0);
        grid->addWidget(line.field, int(i), 1);
        grid->addWidget(line.direction, int(i), 2);
        connect(line.field, &QComboBox::activated, this, &OrderChooser::orderChanged);
        connect(line.field->lineEdit(), &QLineEdit::editingFinished, this, &OrderChooser::orderChanged);
        connect(line.direction, &QComboBox::activated, this, &OrderChooser::orderChanged);
    }
    setFocusProxy(m_lines[0].field);
}

void OrderChooser::setOrder(const QList<EntityProperty> &properties, const QList<QueryOrder> &order)
{
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const QueryOrder one = order.value(qsizetype(i));
        setFields(m_lines[i].field, properties, *m_feed);
        const QSignalBlocker quiet(m_lines[i].field->lineEdit());
        m_lines[i].field->setEditText(one.field);
        m_lines[i].direction->setCurrentIndex(one.descending ? 1 : 0);
    }
    m_more = order.mid(qsizetype(m_lines.size()));
}

QList<QueryOrder> OrderChooser::order() const
{
    QList<QueryOrder> order;
    for (const Line &line : m_lines) {
        if (const QString field = line.field->currentText().trimmed(); !field.isEmpty())
            order.append({field, line.direction->currentIndex() == 1});
    }
    return order + m_more;
}

void OrderChooser::popUp(QWidget *anchor)
{
    adjustSize();
    dropDown(this, anchor);
    m_lines[0].field->setFocus(Qt::PopupFocusReason);
}

} // namespace waybill
