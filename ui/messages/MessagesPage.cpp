#include "ui/messages/MessagesPage.h"

#include "ui/messages/DetailPane.h"
#include "ui/messages/EmptyTable.h"
#include "ui/messages/FilterBar.h"
#include "ui/messages/Headline.h"
#include "ui/messages/MessageFeed.h"
#include "ui/messages/MessageTable.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/ScanNotice.h"
#include "ui/messages/TrackActions.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
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

MessageTableModel::Read readerOf(MessageDesk *desk)
{
    return [desk](MessageKey key) { return desk->journal().message(key).value_or(std::nullopt); };
}

} // namespace

MessagesPage::MessagesPage(MessagesServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)),
      m_model(new MessageTableModel(m_services.clock, readerOf(m_services.desk), this)),
      m_feed(new MessageFeed(&m_services.desk->journal(), &m_services.desk->queue(), m_model, m_services.clock, this)),
      m_tracking(new TrackActions(m_services, this)), m_headline(new QLabel(this)),
      m_trouble(new Banner(BannerKind::Error, this)), m_bar(new FilterBar(this)), m_scan(new ScanNotice(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_detailStack(new QStackedWidget(this))
{
    setObjectName(u"messagesPage"_s);
    setAccessibleName(tr("Messages page"));
    // Before the table knows the model: a row that leaves the filter takes the choice with it, not to its neighbour.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsLeave(first, last); });
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
    head->addWidget(m_bar);
    head->addWidget(m_tracking->offer());
    head->addWidget(m_scan);
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
    connectBar();
    connectFeed();
    connect(&m_services.desk->journal(), &Journal::changed, this, [this](const QList<MessageKey> &keys) {
        if (const auto key = inDetail(); key && keys.contains(*key))
            m_detail->refresh();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (!row.isValid())
            return;
        m_sought.reset();
        showDetail(m_model->keyAt(row.row()));
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &MessagesPage::second);
    connect(&m_second, &QTimer::timeout, this, &MessagesPage::tellOnScreen);
    m_second.start();
    setChip(MessageChip::All);
    refresh();
}

std::optional<MessageKey> MessagesPage::inDetail() const
{
    return m_detail ? m_detail->wanted() : std::nullopt;
}

void MessagesPage::showDetail(MessageKey key)
{
    if (!m_detail) {
        m_detail = new DetailPane(m_services, this);
        m_detailStack->addWidget(m_detail);
        connect(m_detail, &DetailPane::failed, this, &MessagesPage::tell);
        connect(m_detail, &DetailPane::messageWanted, this, &MessagesPage::showMessage);
        connect(m_detail, &DetailPane::pushWanted, this, &MessagesPage::pushWanted);
    }
    m_detail->show(key);
    m_detailStack->setCurrentWidget(m_detail);
}

void MessagesPage::connectFeed()
{
    connect(m_feed, &MessageFeed::counted, this, [this] {
        // The morning's question first; a quiet morning shows what there is.
        if (m_isNew && !std::exchange(m_countedOnce, true) && !m_sought)
            setChip(m_feed->counts().needsAttention > 0 ? MessageChip::NeedsAttention : MessageChip::All);
        refresh();
    });
    connect(m_feed, &MessageFeed::heard, this, &MessagesPage::refreshHeadline);
    connect(&TimeDisplay::ofWindow(), &TimeDisplay::changed, this, [this] {
        refreshHeadline();
        if (m_detail)
            m_detail->refresh();
    });
    connect(m_feed, &MessageFeed::renewed, this, [this] {
        const auto key = m_detailStack->currentIndex() > 0 ? inDetail() : std::nullopt;
        const int row = key ? m_model->rowOf(*key) : -1;
        chooseRow(row);
        // What was asked for from elsewhere begins with its first, unless it holds what is looked at already.
        const bool begins = std::exchange(m_entersOnly, false);
        if ((std::exchange(m_isNew, false) || begins) && row < 0 && !m_sought && m_model->rowCount() > 0)
            m_table->selectRow(0);
    });
    connect(m_feed, &MessageFeed::updated, this, &MessagesPage::rowsCame);
    connect(m_feed, &MessageFeed::progressed, m_scan, &ScanNotice::tell);
    connect(m_scan, &ScanNotice::stopWanted, m_feed, &MessageFeed::stop);
    connect(m_feed, &MessageFeed::failed, this, &MessagesPage::tell);
    connect(m_model, &MessageTableModel::shownChanged, this, &MessagesPage::visibleKeysChanged);
}

void MessagesPage::connectBar()
{
    connect(m_bar, &FilterBar::chipChosen, this, &MessagesPage::setChip);
    connect(m_bar, &FilterBar::onlyRemoved, this, [this] { showOnly({}, {}); });
    connect(m_bar, &FilterBar::searchChanged, this, [this](const QString &text) {
        m_feed->setSearch(text.trimmed());
        m_tracking->setSearch(text);
        refreshEmpty();
    });
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, [this] { m_bar->search()->setFocus(Qt::ShortcutFocusReason); });
    addAction(find);
}

QWidget *MessagesPage::makeTable()
{
    auto *frame = new QWidget(this);
    m_tableStack = new QStackedWidget(frame);
    m_table = new MessageTable(m_model, m_tableStack);
    m_table->setObjectName(u"messagesTable"_s);
    m_table->setAccessibleName(tr("Messages"));
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
    if (m_detail)
        m_detail->leave();
    m_isNew = true;
    m_countedOnce = false;
    m_sought.reset();
    showOnly({}, {});
    m_feed->setEnvironment(environment);
    m_tracking->setEnvironment(environment);
    refresh();
}

void MessagesPage::setChip(MessageChip chip)
{
    m_bar->setChip(chip);
    m_feed->setChip(chip);
    refreshEmpty();
}

void MessagesPage::showOnly(const MessageFilter &only, const QString &name)
{
    m_bar->setOnly(name);
    if (!name.isEmpty()) {
        m_bar->search()->clear();
        setChip(MessageChip::All);
    }
    m_entersOnly = !name.isEmpty();
    m_feed->setOnly(only);
    refreshEmpty();
}

void MessagesPage::showMessage(MessageKey key)
{
    showDetail(key);
    m_sought = key;
    m_soughtEverywhere = false;
    rowsCame();
}

void MessagesPage::chooseRow(int row)
{
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
}

void MessagesPage::rowsCame()
{
    if (m_feed->isComplete())
        m_scan->hide();
    if (m_sought) {
        const int row = m_model->rowOf(*m_sought);
        if (row >= 0) {
            chooseRow(row);
        } else if (m_feed->isComplete() && !std::exchange(m_soughtEverywhere, true)) {
            m_bar->search()->clear();
            showOnly({}, {});
            setChip(MessageChip::All);
        }
    }
    refreshEmpty();
}

void MessagesPage::rowsLeave(int first, int last)
{
    const QModelIndex now = m_table->currentIndex();
    if (now.isValid() && now.row() >= first && now.row() <= last)
        m_table->selectionModel()->clear();
}

bool MessagesPage::isLoaded() const
{
    return m_feed->isComplete() && (m_feed->silence() || m_feed->environment().isEmpty());
}

qint64 MessagesPage::needsAttention() const
{
    return m_feed->counts().needsAttention;
}

void MessagesPage::refresh()
{
    m_bar->setCounts(m_feed->counts());
    refreshHeadline();
    refreshEmpty();
    if (m_toldAttention != needsAttention()) {
        m_toldAttention = needsAttention();
        emit needsAttentionChanged(m_toldAttention);
    }
}

void MessagesPage::refreshHeadline()
{
    const Headline headline = headlineOf(m_feed->silence(), m_feed->counts());
    const QString html = headlineHtml(headline, m_services.clock->utcNow(), paletteOf(this));
    if (html != m_headline->text())
        m_headline->setText(html);
}

void MessagesPage::refreshEmpty()
{
    const bool empty = m_model->rowCount() == 0 && m_feed->isComplete();
    m_tableStack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
    if (empty)
        sayWhyEmpty(*m_empty, *m_feed);
}

void MessagesPage::second()
{
    if (!isVisible())
        return;
    m_feed->refreshToday();
    refreshHeadline();
    if (m_detail)
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
    m_table->setColumnWidth(MessageTableModel::StatusColumn, tight ? 172 : 180);
    const int detail = tight ? narrowDetail : metrics::detailWidth;
    m_splitter->setSizes({width() - detail, detail});
}

/// What somebody sees is asked about sooner.
void MessagesPage::tellOnScreen()
{
    QSet<MessageKey> keys;
    const int height = m_table->viewport()->height();
    for (int row = isVisible() ? m_table->rowAt(0) : -1;
         row >= 0 && row < m_table->model()->rowCount() && m_table->rowViewportPosition(row) < height; ++row)
        keys.insert(MessageKey(m_table->model()->index(row, 0).data(MessageTableModel::KeyRole).toLongLong()));
    if (const auto key = inDetail(); key && isVisible())
        keys.insert(*key);
    m_services.desk->poller().setOnScreen(keys);
}

void MessagesPage::changeEvent(QEvent *event)
{
    // The headline carries its colour in its text.
    if (event->type() == QEvent::PaletteChange)
        refreshHeadline();
    QWidget::changeEvent(event);
}

} // namespace waybill
