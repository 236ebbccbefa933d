#include "ui/explore/ColumnChooser.h"

#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/DropDown.h"
#include "ui/explore/EntityFields.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/SearchField.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

ColumnChooser::ColumnChooser(const CatalogueFeed *feed, QWidget *parent) : QFrame(parent, Qt::Popup), m_feed(feed)
{
    setObjectName(u"columnChooser"_s);
    setAccessibleName(tr("Columns"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_search = new SearchField(tr("Find a column"), this);
    m_search->setAccessibleName(tr("Find a column"));
    m_search->setToolTip(tr("A part of the name or label of a column"));
    m_list = new QListWidget(this);
    m_list->setObjectName(u"columnList"_s);
    m_list->setAccessibleName(tr("Columns"));
    m_list->setToolTip(tr("Space ticks a column. Nothing ticked reads all of them."));
    m_list->setFrameShape(QFrame::NoFrame);
    m_all = new QPushButton(tr("All"), this);
    m_all->setAccessibleName(tr("Read all columns"));
    m_all->setToolTip(tr("Read all columns"));
    m_keys = new QPushButton(tr("Key only"), this);
    m_keys->setAccessibleName(tr("Read the key columns only"));
    m_keys->setToolTip(tr("Read the key columns only"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::unit);
    buttons->addWidget(m_all);
    buttons->addWidget(m_keys);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::unit, metrics::unit, metrics::unit, metrics::unit);
    column->setSpacing(metrics::unit);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &ColumnChooser::search);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        tick(item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked);
    });
    connect(m_all, &QPushButton::clicked, this, [this] { setAll({}); });
    connect(m_keys, &QPushButton::clicked, this, [this] {
        QStringList keys;
        for (const EntityProperty &property : std::as_const(m_properties)) {
            if (property.key)
                keys.append(property.name);
        }
        setAll(keys);
    });
}

void ColumnChooser::setColumns(const QList<EntityProperty> &properties, const QStringList &chosen)
{
    m_properties = properties;
    m_chosen = chosen;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const EntityProperty &property : properties) {
        const QString label = m_feed->label(property.label, property.labelId);
        auto *item = new QListWidgetItem(label.isEmpty() ? property.name : tr("%1 – %2").arg(property.name, label));
        item->setData(Qt::UserRole, property.name);
        item->setData(Qt::AccessibleTextRole, item->text());
        item->setToolTip(typeWords(property));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.contains(property.name) ? Qt::Checked : Qt::Unchecked);
        m_list->addItem(item);
    }
    search(m_search->text());
}

void ColumnChooser::search(const QString &text)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!m_list->item(i)->text().contains(text.trimmed(), Qt::CaseInsensitive));
}

void ColumnChooser::tick(const QString &name, bool on)
{
    if (on && !m_chosen.contains(name))
        m_chosen.append(name);
    else if (!on)
        m_chosen.removeAll(name);
    emit chosenChanged();
}

void ColumnChooser::setAll(const QStringList &names)
{
    setColumns(m_properties, names);
    emit chosenChanged();
}

void ColumnChooser::popUp(QWidget *anchor)
{
    m_search->clear();
    resize(340, 400);
    dropDown(this, anchor);
    m_search->setFocus(Qt::PopupFocusReason);
}

} // namespace waybill
