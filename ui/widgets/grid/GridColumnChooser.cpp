#include "ui/widgets/grid/GridColumnChooser.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>

namespace waybill {

using namespace Qt::StringLiterals;

GridColumnChooser::GridColumnChooser(GridView *view)
    : QFrame(view, Qt::Popup), m_view(view), m_search(new SearchField(tr("Find a column"), this)),
      m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"gridColumnChooser"_s);
    setAccessibleName(tr("Columns"));
    setFrameShape(QFrame::StyledPanel);
    setFixedSize(320, 420);
    m_search->setAccessibleName(tr("Find a column"));
    m_list->setAccessibleName(tr("Columns that are shown"));
    m_list->setToolTip(tr("Space shows or hides a column"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    const GridColumns &columns = view->columns();
    std::vector<int> order;
    for (int place = 0; place < columns.shownCount(); ++place)
        order.push_back(columns.columnAt(place));
    for (int column = 0; column < columns.count(); ++column) {
        if (columns.isHidden(column))
            order.push_back(column);
    }
    for (const int column : order) {
        const GridColumn &about = columns.about(column);
        auto *item = new QListWidgetItem(about.label.isEmpty() || about.label == about.name
                                             ? about.name
                                             : u"%1 (%2)"_s.arg(about.label, about.name));
        item->setToolTip(about.name);
        item->setData(Qt::UserRole, column);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(columns.isHidden(column) ? Qt::Unchecked : Qt::Checked);
        m_list->addItem(item);
    }
    auto *all = new QPushButton(tr("Show all"), this);
    auto *none = new QPushButton(tr("Hide all but the first"), this);
    for (QPushButton *one : {all, none}) {
        one->setAccessibleName(one->text());
        one->setToolTip(tr("Of those the list shows"));
        one->setAutoDefault(false);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(all);
    buttons->addWidget(none);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::unit, metrics::unit, metrics::unit, metrics::unit);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(m_list, &QListWidget::itemChanged, this, &GridColumnChooser::take);
    connect(m_search, &QLineEdit::textChanged, this, &GridColumnChooser::narrow);
    connect(all, &QPushButton::clicked, this, [this] { showAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { showAll(false); });
}

void GridColumnChooser::open(const QPoint &at)
{
    const QRect area = m_view->screen()->availableGeometry();
    move(std::clamp(at.x() - width(), area.left(), std::max(area.left(), area.right() - width())),
         std::clamp(at.y(), area.top(), std::max(area.top(), area.bottom() - height())));
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void GridColumnChooser::take(QListWidgetItem *item)
{
    if (!m_view->columns().setHidden(item->data(Qt::UserRole).toInt(), item->checkState() != Qt::Checked)) {
        const QSignalBlocker quiet(m_list);
        item->setCheckState(Qt::Checked); // a grid keeps one column
        return;
    }
    m_view->rearrange();
    emit m_view->arranged();
}

void GridColumnChooser::narrow(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(!m_list->item(row)->text().contains(text, Qt::CaseInsensitive));
}

void GridColumnChooser::showAll(bool shown)
{
    const QSignalBlocker quiet(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (!item->isHidden() && m_view->columns().setHidden(item->data(Qt::UserRole).toInt(), !shown && row > 0))
            item->setCheckState(shown || row == 0 ? Qt::Checked : Qt::Unchecked);
    }
    m_view->rearrange();
    emit m_view->arranged();
}

} // namespace waybill
