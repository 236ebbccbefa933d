#include "ui/explore/RowMemoryMenu.h"

#include "ui/explore/RowMemory.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"

#include <QActionGroup>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

RowMemoryMenu::RowMemoryMenu(RowMemory *memory, QWidget *parent) : QMenu(parent), m_memory(memory)
{
    setObjectName(u"rowMemoryMenu"_s);
    setAccessibleName(tr("Memory for rows"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RowMemoryMenu::fill);
}

void RowMemoryMenu::fill()
{
    clear();
    const QString title = tr("Memory for the rows of all tabs");
    addSection(title);
    setMinimumWidth(fontMetrics().horizontalAdvance(title) + 4 * metrics::margin); // sections do not count
    QList<qint64> limits{500'000'000, 1'000'000'000, 2'000'000'000, 4'000'000'000, 8'000'000'000, 16'000'000'000};
    if (!limits.contains(m_memory->limit())) {
        limits.append(m_memory->limit());
        std::sort(limits.begin(), limits.end());
    }
    auto *group = new QActionGroup(this);
    for (const qint64 limit : std::as_const(limits)) {
        const QString size = texts::bytes(limit);
        QAction *action = addAction(limit == RowMemory::usualLimit ? tr("%1 (usual)").arg(size) : size);
        action->setToolTip(tr("A reading asks before the rows take %1, and ends there").arg(size));
        action->setCheckable(true);
        action->setChecked(limit == m_memory->limit());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, limit] { emit chosen(limit); });
    }
    addSeparator();
    addAction(tr("%1 taken now").arg(texts::bytes(m_memory->used())))->setEnabled(false);
}

} // namespace waybill
