#include "ui/widgets/KeyValueList.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"

#include <QGridLayout>

namespace waybill {

KeyValueList::KeyValueList(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::margin);
    m_grid->setVerticalSpacing(metrics::half);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void KeyValueList::setRows(const QList<KeyValue> &rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const KeyValue &fact : rows) {
        if (fact.value.isEmpty())
            continue;
        auto *key = new QLabel(fact.key, this);
        key->setForegroundRole(QPalette::PlaceholderText);
        auto *value = new ElidedLabel(fact.value, this);
        value->setTexts(fact.value, fact.whole, fact.tooltip);
        value->setFocusPolicy(Qt::StrongFocus);
        key->setBuddy(value);
        m_grid->addWidget(key, line, 0, Qt::AlignLeft | Qt::AlignTop);
        m_grid->addWidget(value, line, 1);
        ++line;
    }
}

} // namespace waybill
