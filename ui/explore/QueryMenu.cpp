#include "ui/explore/QueryMenu.h"

#include "ui/explore/ExploreMemory.h"
#include "ui/style/Icons.h"
#include "ui/widgets/Texts.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostShown = 20;
constexpr int mostWidth = 520;
} // namespace

QueryMenu::QueryMenu(ExploreMemory *memory, QWidget *parent) : QMenu(parent), m_memory(memory)
{
    setObjectName(u"queryMenu"_s);
    setAccessibleName(tr("Queries"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &QueryMenu::fill);
}

void QueryMenu::fill()
{
    clear();
    const auto add = [this](QMenu *menu, const KeptQuery &query, const QString &word) {
        // A single & would make a mnemonic of what follows.
        QString shown = fontMetrics().elidedText(texts::oneLine(word), Qt::ElideMiddle, mostWidth);
        QAction *action = menu->addAction(shown.replace(u'&', "&&"_L1));
        action->setToolTip(texts::plainTooltip(query.text));
        connect(action, &QAction::triggered, this, [this, text = query.text] { emit chosen(text); });
    };
    const EnvironmentMemory &memory = m_memory->of(m_environment);
    addSection(tr("Kept"));
    if (memory.named.isEmpty())
        addAction(tr("None; keep one from the menu beside its address"))->setEnabled(false);
    for (const KeptQuery &query : memory.named)
        add(this, query, query.name);
    if (!memory.named.isEmpty()) {
        QMenu *forget = addMenu(themedIcon(Icon::Trash), tr("Forget"));
        for (const KeptQuery &query : memory.named) {
            QAction *action = forget->addAction(QString(query.name).replace(u'&', "&&"_L1));
            connect(action, &QAction::triggered, this,
                    [this, name = query.name] { m_memory->removeNamed(m_environment, name); });
        }
    }
    addSection(tr("Read lately"));
    if (memory.history.isEmpty())
        addAction(tr("Nothing yet"))->setEnabled(false);
    for (const KeptQuery &query : memory.history.mid(0, mostShown)) {
        add(this, query, query.rows < 0 ? query.text : tr("%1 (%2 rows)").arg(query.text, texts::number(query.rows)));
    }
    if (!memory.history.isEmpty()) {
        addSeparator();
        addAction(themedIcon(Icon::Trash), tr("Clear what was read lately"), this,
                  [this] { m_memory->clearHistory(m_environment); });
    }
}

} // namespace waybill
