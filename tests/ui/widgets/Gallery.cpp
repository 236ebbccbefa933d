#include "tests/ui/widgets/Gallery.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/CauseCard.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/EnvironmentBadge.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/LifecycleStepper.h"
#include "ui/widgets/NavList.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/StatusPill.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QProgressBar>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

class IconSheet final : public QWidget
{
public:
    IconSheet() { setFixedHeight(60); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int first = int(Icon::Messages);
        for (int i = first; i <= int(Icon::ChevronRight); ++i) {
            const int slot = i - first;
            paintIcon(&painter, QRectF(4 + slot % 22 * 26, 6 + slot / 22 * 28, 16, 16), Icon(i), paletteOf(this).text);
        }
    }
};

QWidget *sidePane()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 12, 8, 12);
    for (const QString &kind : {u"sandbox"_s, u"production"_s, u"practice"_s}) {
        auto *badge = new EnvironmentBadge;
        badge->setEnvironment(u"UAT Europe"_s, kind, {kind + u" · usmf"_s, u"Signed in until 15:42"_s});
        column->addWidget(badge);
    }
    auto *list = new NavList;
    list->addPage(Icon::Messages, u"Messages"_s);
    list->addPage(Icon::Push, u"Push"_s);
    list->addPage(Icon::Explore, u"Explore"_s);
    list->addPage(Icon::Packages, u"Packages"_s);
    list->addPage(Icon::Dashboard, u"Dashboard"_s);
    list->addPage(Icon::Inbox, u"Inbox"_s);
    list->setBadge(0, 3, u"3 need you"_s);
    list->setCurrentRow(0);
    column->addWidget(list);
    column->addStretch();
    side->setFixedWidth(metrics::sideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    return side;
}

QWidget *tablePane()
{
    struct Line {
        QString word, file;
        Icon icon;
        StatusRole role;
        bool hatched = false;
    };
    const QList<Line> lines{
        {u"ProcessedWithErrors"_s, u"demand-forecast-W48.csv"_s, Icon::Warning, StatusRole::Amber},
        {u"Sent, no answer"_s, u"orders-0642.xml"_s, Icon::QuestionCircle, StatusRole::Violet, true},
        {u"PreProcessingError"_s, u"customers Łódź with a name that is far too long for its column.csv"_s,
         Icon::CrossCircle, StatusRole::Red},
        {u"Processing"_s, u"price-list-eu.csv"_s, Icon::Spinner, StatusRole::Running},
        {u"Enqueued"_s, u"vendors-delta.zip"_s, Icon::Clock, StatusRole::Quiet},
        {u"Uploading 62 %"_s, u"inventory-count.csv"_s, Icon::Upload, StatusRole::Running},
        {u"Held: the service could not be reached"_s, u"a.csv"_s, Icon::Held, StatusRole::Amber},
        {u"Processed"_s, u"customer-groups.csv"_s, Icon::Check, StatusRole::Green}};
    auto *model = new QStandardItemModel(0, 4);
    model->setHorizontalHeaderLabels({u"Status"_s, u"File"_s, u"Job"_s, u"Rows"_s});
    for (const Line &line : lines) {
        auto *status = new QStandardItem(line.word);
        status->setData(int(line.icon), PillIconRole);
        status->setData(int(line.role), PillToneRole);
        status->setData(line.hatched, PillHatchedRole);
        auto *rows = new QStandardItem(u"38,112"_s);
        rows->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model->appendRow({status, new QStandardItem(line.file), new QStandardItem(u"Trade agreements"_s), rows});
    }
    auto *table = new RowTable;
    model->setParent(table);
    table->setModel(model);
    table->setItemDelegateForColumn(0, new StatusDelegate(table));
    table->setColumnWidth(0, 190);
    table->setColumnWidth(1, 190);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setSortingEnabled(true);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table->selectRow(0);
    table->setMinimumHeight(310);
    return table;
}

QWidget *chipPane()
{
    auto *pane = new QWidget;
    auto *row = new FlowLayout(pane);
    const QList<std::pair<QString, int>> chips{
        {u"Needs attention"_s, 3}, {u"In flight"_s, 12}, {u"Succeeded"_s, 1204}, {u"Today"_s, 88}, {u"All"_s, 1219}};
    for (const auto &[word, count] : chips) {
        auto *chip = new FilterChip(word);
        chip->setCount(count);
        chip->setChecked(word == u"Today");
        row->addWidget(chip);
    }
    return pane;
}

QWidget *buttonPane()
{
    auto *pane = new QWidget;
    auto *row = new FlowLayout(pane);
    const auto add = [row](const QString &word, ButtonKind kind, Icon icon = Icon::None) {
        auto *button = new QPushButton(word);
        setButtonKind(button, kind);
        if (icon != Icon::None)
            button->setIcon(kind == ButtonKind::Primary ? themedIconOnAccent(icon) : themedIcon(icon));
        row->addWidget(button);
        return button;
    };
    add(u"Save failing rows"_s, ButtonKind::Primary);
    add(u"Send"_s, ButtonKind::Primary, Icon::Upload);
    add(u"Push again"_s, ButtonKind::Plain, Icon::Resend);
    add(u"Copy for the ticket"_s, ButtonKind::Plain);
    add(u"Flat"_s, ButtonKind::Flat, Icon::Edit);
    add(u"Remove"_s, ButtonKind::Danger);
    add(u"Not now"_s, ButtonKind::Plain, Icon::Pause)->setEnabled(false);
    add(u"Not now"_s, ButtonKind::Primary)->setEnabled(false);
    auto *combo = new QComboBox;
    combo->addItems({u"Demand forecast"_s, u"Customer groups"_s});
    row->addWidget(combo);
    auto *tool = new QToolButton;
    tool->setIcon(themedIcon(Icon::Refresh));
    row->addWidget(tool);
    auto *bar = new QProgressBar;
    bar->setTextVisible(false);
    bar->setValue(62);
    bar->setFixedWidth(140);
    row->addWidget(bar);
    row->addWidget(new QCheckBox(u"Data package"_s));
    return pane;
}

QWidget *detailPane()
{
    auto *pane = new QFrame;
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(pane);
    auto *head = new QHBoxLayout;
    head->addWidget(new ElidedLabel(u"demand-forecast-with-a-very-long-name-that-must-give-way-W48.csv"_s), 1);
    auto *pill = new StatusPill;
    pill->setPill({u"37 rows failed"_s, Icon::None, StatusRole::Amber});
    head->addWidget(pill);
    column->addLayout(head);
    auto *life = new LifecycleStepper;
    life->setStages({{u"Queued"_s, u"14:02:11"_s, {}, StageState::Done},
                     {u"Uploaded"_s, u"3 s"_s, {}, StageState::Done},
                     {u"Enqueued"_s, u"48 s"_s, {}, StageState::Done},
                     {u"Staging"_s, u"1 m 20 s"_s, {}, StageState::Done},
                     {u"Target"_s, u"2 m 05 s"_s, {}, StageState::Broken}});
    column->addWidget(life);
    auto *open = new LifecycleStepper;
    open->setStages({{u"Queued"_s, u"14:02:11"_s, {}, StageState::Done},
                     {u"Sent, no answer"_s, u"21 min"_s, {}, StageState::Undecided},
                     {u"Warned"_s, u"3 s"_s, {}, StageState::Warned},
                     {u"Stopped"_s, u"3 s"_s, {}, StageState::Stopped},
                     {u"Now"_s, u"48 s"_s, {}, StageState::Running},
                     {u"Done"_s, {}, {}, StageState::Ahead}});
    column->addWidget(open);
    auto *tabs = new QTabWidget;
    auto *why = new QWidget;
    auto *rows = new QVBoxLayout(why);
    rows->setContentsMargins(0, 12, 0, 0);
    auto *first = new CauseCard;
    first->setCause(StatusRole::Red, u"Item number does not exist"_s, u"31 rows"_s,
                    u"Release the products to usmf first, or take the rows out."_s);
    auto *second = new CauseCard;
    second->setCause(StatusRole::Amber, u"Quantity is not a number and this sentence is so long that it must wrap"_s,
                     u"6 rows"_s, u"A comma stands where the format wants a point: 1,5"_s);
    rows->addWidget(first);
    rows->addWidget(second);
    auto *facts = new KeyValueList;
    facts->setRows({{u"Message ID"_s, u"8f3c…a61e"_s, u"8f3c0000-0000-0000-0000-00000000a61e"_s},
                    {u"Execution ID (Job ID)"_s, u"DF-2026-11-23-0007"_s},
                    {u"Size"_s, u"8.4 MB"_s}});
    rows->addWidget(facts);
    rows->addStretch();
    tabs->addTab(why, u"Why it failed"_s);
    for (const QString &name : {u"File"_s, u"HTTP"_s, u"History"_s})
        tabs->addTab(new QWidget, name);
    column->addWidget(tabs, 1);
    return pane;
}

} // namespace

std::unique_ptr<QWidget> makeGallery()
{
    auto sheet = std::make_unique<QWidget>();
    auto *row = new QHBoxLayout(sheet.get());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin);
    row->addWidget(sidePane());
    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(0, 12, 0, 12);
    middle->addWidget(chipPane());
    middle->addWidget(new SearchField(u"File, job, message ID, error text"_s));
    middle->addWidget(tablePane());
    middle->addWidget(buttonPane());
    middle->addWidget(new IconSheet);
    auto *banner = new Banner(BannerKind::Warning);
    banner->setText(u"Throttled by the service"_s,
                    u"It asked us to wait 18 s; everything goes on by itself after that."_s);
    banner->addAction(u"Show the HTTP log"_s);
    banner->setClosable(true);
    middle->addWidget(banner);
    auto *trouble = new Banner(BannerKind::Error);
    trouble->setText(u"The journal could not be read."_s);
    middle->addWidget(trouble);
    middle->addStretch();
    row->addLayout(middle, 1);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->addWidget(detailPane(), 3);
    auto *empty = new EmptyState(Icon::Push, u"Nothing has been pushed yet"_s,
                                 u"Drop files here or choose them; each goes through the job above to its entity."_s);
    empty->setAction(u"Choose files…"_s);
    right->addWidget(empty, 2);
    row->addLayout(right);
    return sheet;
}

} // namespace waybill
