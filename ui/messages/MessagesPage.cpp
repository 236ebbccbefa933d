#include "ui/messages/MessagesPage.h"

#include "ui/messages/DetailPane.h"
#include "ui/messages/Headline.h"
#include "ui/messages/MessageFeed.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/TrackActions.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>

namespace waybill {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Below this width the table keeps its most telling columns only.
constexpr int narrow = 860;
constexpr int narrowDetail = 396;

struct ChipRow {
    MessageChip chip;
    const char *word;
    const char *name;
};
constexpr ChipRow chipRows[] = {
    {MessageChip::NeedsAttention, QT_TRANSLATE_NOOP("MessagesPage", "Needs attention"), "needsAttentionChip"},
    {MessageChip::InFlight, QT_TRANSLATE_NOOP("MessagesPage", "In flight"), "inFlightChip"},
    {MessageChip::Succeeded, QT_TRANSLATE_NOOP("MessagesPage", "Succeeded"), "succeededChip"},
    {MessageChip::Today, QT_TRANSLATE_NOOP("MessagesPage", "Today"), "todayChip"},
    {MessageChip::All, QT_TRANSLATE_NOOP("MessagesPage", "All"), "allChip"}};

qint64 countOf(MessageChip chip, const MessageCounts &counts)
{
    switch (chip) {
    case MessageChip::NeedsAttention:
        return counts.needsAttention;
    case MessageChip::InFlight:
        return counts.inFlight;
    case MessageChip::Succeeded:
        return counts.succeeded;
    case MessageChip::Today:
        return counts.today;
    case MessageChip::All:
        return counts.all;
    }
    return 0;
}

} // namespace

MessagesPage::MessagesPage(MessagesServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)), m_model(new MessageTableModel(m_services.clock, this)),
      m_proxy(new MessageFilterProxy(m_services.clock, this)),
      m_feed(new MessageFeed(&m_services.desk->journal(), &m_services.desk->queue(), m_model, m_services.clock, this)),
      m_tracking(new TrackActions(m_services, this)), m_headline(new QLabel(this)),
      m_trouble(new Banner(BannerKind::Error, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_detailStack(new QStackedWidget(this)),
      m_detail(new DetailPane(m_services, this))
{
    setObjectName(u"messagesPage"_s);
    setAccessibleName(tr("Messages page"));
    m_proxy->setSourceModel(m_model);
    // Before the table knows the model: a row that leaves the filter takes the choice with it, not to its neighbour.
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_rowsLeave = true; });
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &MessagesPage::rowsLeft);
    m_headline->setFont(fonts::heading(font()));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_headline->setObjectName(u"headline"_s);
    m_trouble->setClosable(true);
    m_trouble->hide();
    auto *choose = new EmptyState(Icon::Messages, tr("No message chosen"),
                                  tr("Choose one in the table to see its life, and why it failed."), m_detailStack);
    choose->setAutoFillBackground(true);
    choose->setBackgroundRole(QPalette::Base);
    m_detailStack->addWidget(choose);
    m_detailStack->addWidget(m_detail);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(m_detailStack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setHandleWidth(1);
    m_detailStack->setMinimumWidth(320);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(metrics::margin, 14, metrics::margin, 10);
    head->setSpacing(metrics::unit);
    auto *title = new QHBoxLayout;
    title->addWidget(m_headline, 1);
    auto *track = new QPushButton(tr("Track…"), this);
    track->setObjectName(u"trackMessagesButton"_s);
    track->setAccessibleName(tr("Track"));
    track->setToolTip(tr("Follow what another program sent: one ID, a list, or lines of its log (Ctrl+T)"));
    track->setShortcut(QKeySequence(u"Ctrl+T"_s));
    title->addWidget(track, 0, Qt::AlignTop);
    head->addLayout(title);
    head->addWidget(m_trouble);
    head->addWidget(makeBar());
    head->addWidget(m_tracking->offer());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_splitter, 1);

    connect(track, &QPushButton::clicked, m_tracking, [this] { m_tracking->ask(); });
    connect(m_tracking, &TrackActions::told, this, [this](const QString &sentence) {
        m_trouble->setKind(BannerKind::Good);
        m_trouble->setText(sentence);
        m_trouble->show();
    });
    connect(m_tracking, &TrackActions::tracked, this,
            [this](const QList<MessageKey> &keys) { showMessage(keys.first()); });
    connect(m_feed, &MessageFeed::updated, this, &MessagesPage::refresh);
    connect(m_feed, &MessageFeed::failed, this, &MessagesPage::tell);
    connect(m_detail, &DetailPane::failed, this, &MessagesPage::tell);
    connect(m_detail, &DetailPane::messageWanted, this, &MessagesPage::showMessage);
    connect(m_detail, &DetailPane::pushWanted, this, &MessagesPage::pushWanted);
    connect(&m_services.desk->journal(), &Journal::changed, this, [this](const QList<MessageKey> &keys) {
        if (m_detail->shown() && keys.contains(*m_detail->shown()))
            m_detail->refresh();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (!row.isValid() || m_rowsLeave)
            return;
        m_detail->show(MessageKey(row.data(MessageTableModel::KeyRole).toLongLong()));
        m_detailStack->setCurrentWidget(m_detail);
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &MessagesPage::second);
    m_second.start();
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    addAction(find);
    setChip(MessageChip::All);
    refresh();
}

QWidget *MessagesPage::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto *chips = new QWidget(bar);
    auto *flow = new FlowLayout(chips);
    m_chips = new QButtonGroup(this);
    m_chips->setExclusive(true);
    for (const ChipRow &chip : chipRows) {
        auto *button = new FilterChip(tr(chip.word), chips);
        button->setObjectName(QLatin1StringView(chip.name));
        m_chips->addButton(button, static_cast<int>(chip.chip));
        flow->addWidget(button);
    }
    // Not idClicked: assistive technology toggles a checkable button, which is no click.
    connect(m_chips, &QButtonGroup::idToggled, this, [this](int chip, bool on) {
        if (on)
            setChip(static_cast<MessageChip>(chip));
    });
    m_search = new SearchField(tr("File, job, message ID, error text"), bar);
    m_search->setObjectName(u"searchField"_s);
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(268);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_feed->search(text);
        m_proxy->setSearch(text);
        m_tracking->setSearch(text);
        refreshEmpty();
    });
    row->addWidget(chips, 3); // all chips in one line also at 900 pixels
    row->addWidget(m_search, 1, Qt::AlignTop);
    return bar;
}

QWidget *MessagesPage::makeTable()
{
    auto *frame = new QWidget(this);
    m_tableStack = new QStackedWidget(frame);
    m_table = new RowTable(RowSize::Normal, m_tableStack);
    m_table->setObjectName(u"messagesTable"_s);
    m_table->setAccessibleName(tr("Messages"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_proxy);
    m_table->setItemDelegateForColumn(MessageTableModel::StatusColumn, new StatusDelegate(m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MessageTableModel::AgeColumn, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionsMovable(true);
    const std::pair<int, int> widths[] = {
        {MessageTableModel::StatusColumn, 184},    {MessageTableModel::JobColumn, 130},
        {MessageTableModel::EntityColumn, 130},    {MessageTableModel::CompanyColumn, 84},
        {MessageTableModel::RowsColumn, 78},       {MessageTableModel::SizeColumn, 78},
        {MessageTableModel::MessageIdColumn, 110}, {MessageTableModel::AgeColumn, 72},
        {MessageTableModel::InStateColumn, 84}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    header->setSectionResizeMode(MessageTableModel::FileColumn, QHeaderView::Stretch);
    for (const int column :
         {MessageTableModel::EntityColumn, MessageTableModel::CompanyColumn, MessageTableModel::SizeColumn,
          MessageTableModel::MessageIdColumn, MessageTableModel::InStateColumn})
        m_table->hideColumn(column);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &where) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (int column = 0; column < MessageTableModel::ColumnCount; ++column) {
            QAction *action = menu->addAction(m_proxy->headerData(column, Qt::Horizontal).toString());
            action->setCheckable(true);
            action->setChecked(!m_table->isColumnHidden(column));
            action->setEnabled(column != MessageTableModel::StatusColumn && column != MessageTableModel::FileColumn);
            connect(action, &QAction::toggled, m_table,
                    [this, column](bool on) { m_table->setColumnHidden(column, !on); });
        }
        menu->popup(header->mapToGlobal(where));
    });
    m_empty = new EmptyState(Icon::Messages, {}, {}, m_tableStack);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    connect(m_empty->setAction(tr("Push a file")), &QPushButton::clicked, this, &MessagesPage::pushPageWanted);
    m_tableStack->addWidget(m_table);
    m_tableStack->addWidget(m_empty);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(metrics::margin, 0, 0, 0);
    row->addWidget(m_tableStack);
    return frame;
}

void MessagesPage::setEnvironment(const QString &environment)
{
    if (environment == m_feed->environment())
        return;
    m_detailStack->setCurrentIndex(0);
    m_feed->setEnvironment(environment);
    m_tracking->setEnvironment(environment);
    // The morning's question first; a quiet morning shows what there is.
    setChip(m_feed->counts().needsAttention > 0 ? MessageChip::NeedsAttention : MessageChip::All);
    chooseFirst();
}

void MessagesPage::chooseFirst()
{
    if (m_proxy->rowCount() > 0)
        m_table->selectRow(0);
}

void MessagesPage::setChip(MessageChip chip)
{
    m_chips->button(static_cast<int>(chip))->setChecked(true);
    m_proxy->setChip(chip);
    refreshEmpty();
    if (m_detail->shown() && m_proxy->rowCount() > 0 && m_table->currentIndex().isValid())
        m_table->scrollTo(m_table->currentIndex());
}

void MessagesPage::showMessage(MessageKey key)
{
    const int row = m_model->rowOf(key);
    if (row < 0)
        return;
    QModelIndex index = m_proxy->mapFromSource(m_model->index(row, 0));
    if (!index.isValid()) {
        m_search->clear();
        setChip(MessageChip::All);
        index = m_proxy->mapFromSource(m_model->index(row, 0));
    }
    m_table->selectRow(index.row());
    m_table->scrollTo(index);
}

qint64 MessagesPage::needsAttention() const
{
    return m_feed->counts().needsAttention;
}

void MessagesPage::refresh()
{
    for (QAbstractButton *button : m_chips->buttons())
        static_cast<FilterChip *>(button)->setCount(
            countOf(static_cast<MessageChip>(m_chips->id(button)), m_feed->counts()));
    refreshHeadline();
    refreshEmpty();
    if (m_toldAttention != needsAttention()) {
        m_toldAttention = needsAttention();
        emit needsAttentionChanged(m_toldAttention);
    }
}

void MessagesPage::refreshHeadline()
{
    const Headline headline = headlineOf(m_model->messages(), m_feed->counts());
    const QString html = headlineHtml(headline, m_services.clock->utcNow(), paletteOf(this));
    if (html != m_headline->text())
        m_headline->setText(html);
}

void MessagesPage::refreshEmpty()
{
    const bool empty = m_proxy->rowCount() == 0;
    m_tableStack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
    if (!empty)
        return;
    QPushButton *push = m_empty->setAction(tr("Push a file"));
    push->setVisible(m_model->rowCount() == 0);
    if (m_model->rowCount() == 0)
        m_empty->setTexts(
            Icon::Messages, tr("Nothing has been pushed here yet"),
            tr("Every file you push stands here with its whole life, until it is imported or explained."));
    else if (!m_search->text().isEmpty())
        m_empty->setTexts(
            Icon::Search, tr("Nothing found"),
            tr("No message under this filter has “%1” in file, job, ids or error text.").arg(m_search->text()));
    else if (m_proxy->chip() == MessageChip::NeedsAttention)
        m_empty->setTexts(Icon::Check, tr("Nothing needs you"),
                          tr("No message failed, hangs, or waits for a decision."));
    else if (m_proxy->chip() == MessageChip::InFlight)
        m_empty->setTexts(Icon::Clock, tr("Nothing is in flight"), tr("Every file that was sent has come to its end."));
    else
        m_empty->setTexts(Icon::Messages, tr("Nothing here"), tr("No message falls under this filter."));
}

void MessagesPage::rowsLeft()
{
    m_rowsLeave = false;
    const QModelIndex now = m_table->currentIndex();
    if (now.isValid() && m_detail->shown() &&
        now.data(MessageTableModel::KeyRole).toLongLong() != number(*m_detail->shown()))
        m_table->selectionModel()->clear();
}

void MessagesPage::second()
{
    if (!isVisible())
        return;
    m_proxy->refreshToday();
    refreshHeadline();
    m_detail->tick();
    m_table->viewport()->update(); // ages run
}

void MessagesPage::tell(const Error &error)
{
    m_trouble->setKind(BannerKind::Error);
    m_trouble->setText(error.message, error.detail);
    m_trouble->show();
}

void MessagesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool tight = width() < narrow;
    const bool crossed = event->oldSize().width() <= 0 || (event->oldSize().width() < narrow) != tight;
    if (!crossed)
        return;
    m_table->setColumnHidden(MessageTableModel::JobColumn, tight);
    m_table->setColumnHidden(MessageTableModel::RowsColumn, tight);
    m_table->setColumnWidth(MessageTableModel::StatusColumn, tight ? 172 : 184);
    const int detail = tight ? narrowDetail : metrics::detailWidth;
    m_splitter->setSizes({width() - detail, detail});
}

void MessagesPage::changeEvent(QEvent *event)
{
    // The headline carries its colour in its text.
    if (event->type() == QEvent::PaletteChange)
        refreshHeadline();
    QWidget::changeEvent(event);
}

} // namespace waybill
