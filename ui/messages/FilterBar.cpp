#include "ui/messages/FilterBar.h"

#include "ui/messages/OnlyChip.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/SearchField.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

struct ChipRow {
    MessageChip chip;
    const char *word;
    const char *name;
};
constexpr ChipRow chipRows[] = {
    {MessageChip::NeedsAttention, QT_TRANSLATE_NOOP("FilterBar", "Needs attention"), "needsAttentionChip"},
    {MessageChip::InFlight, QT_TRANSLATE_NOOP("FilterBar", "In flight"), "inFlightChip"},
    {MessageChip::Succeeded, QT_TRANSLATE_NOOP("FilterBar", "Succeeded"), "succeededChip"},
    {MessageChip::Today, QT_TRANSLATE_NOOP("FilterBar", "Today"), "todayChip"},
    {MessageChip::All, QT_TRANSLATE_NOOP("FilterBar", "All"), "allChip"}};

} // namespace

FilterBar::FilterBar(QWidget *parent) : QWidget(parent), m_chips(new QButtonGroup(this))
{
    auto *chips = new QWidget(this);
    auto *flow = new FlowLayout(chips);
    m_chips->setExclusive(true);
    for (const ChipRow &chip : chipRows) {
        auto *button = new FilterChip(QCoreApplication::translate("FilterBar", chip.word), chips);
        button->setObjectName(QLatin1StringView(chip.name));
        m_chips->addButton(button, static_cast<int>(chip.chip));
        flow->addWidget(button);
    }
    // Not idClicked: assistive technology toggles a checkable button, which is no click.
    connect(m_chips, &QButtonGroup::idToggled, this, [this](int chip, bool on) {
        if (on)
            emit chipChosen(static_cast<MessageChip>(chip));
    });
    m_only = new OnlyChip(chips);
    connect(m_only, &QPushButton::clicked, this, &FilterBar::onlyRemoved);
    flow->addWidget(m_only);
    m_search = new SearchField(tr("File, job, message ID, error text"), this);
    m_search->setObjectName(u"searchField"_s);
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(268);
    connect(m_search, &QLineEdit::textChanged, this, &FilterBar::searchChanged);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(chips, 3); // all chips in one line also at 900 pixels
    row->addWidget(m_search, 1, Qt::AlignTop);
}

void FilterBar::setChip(MessageChip chip)
{
    m_chips->button(static_cast<int>(chip))->setChecked(true);
}

void FilterBar::setCounts(const MessageCounts &counts)
{
    for (QAbstractButton *button : m_chips->buttons())
        static_cast<FilterChip *>(button)->setCount(countOf(static_cast<MessageChip>(m_chips->id(button)), counts));
}

void FilterBar::setOnly(const QString &name)
{
    m_only->setName(name);
}

} // namespace waybill
