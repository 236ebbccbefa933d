#include "ui/explore/ExplorePage.h"

#include "ui/explore/AddressField.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/EntityDetailsPane.h"
#include "ui/explore/EntityPanel.h"
#include "ui/explore/ExploreMemory.h"
#include "ui/explore/QueryMenu.h"
#include "ui/explore/QueryTab.h"
#include "ui/explore/RowMemory.h"
#include "ui/explore/RowMemoryMenu.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/SearchField.h"

#include <QAction>
#include <QBoxLayout>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int sideWidth = 290, narrowSide = 220;
constexpr int narrowPage = 860;
} // namespace

ExplorePage::ExplorePage(ExploreServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)), m_memory(new ExploreMemory(m_services.profileFolder, this)),
      m_feed(new CatalogueFeed(m_services, this)), m_rowMemory(new RowMemory(this))
{
    m_rowMemory->setLimit(m_memory->rowMemory());
    setObjectName(u"explorePage"_s);
    setAccessibleName(tr("Explore page"));
    m_trouble = new Banner(BannerKind::Warning, this);
    m_trouble->setObjectName(u"exploreTrouble"_s);
    m_trouble->setClosable(true);
    m_trouble->hide();
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(u"exploreSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeSide());
    m_splitter->addWidget(makeTabs());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({sideWidth, 800});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_trouble);
    column->addWidget(m_splitter, 1);
    makeShortcuts();
    connect(m_memory, &ExploreMemory::failed, this, [this](const Error &error) {
        m_trouble->setText(error.message, error.detail);
        m_trouble->show();
    });
    connect(m_memory, &ExploreMemory::useChanged, this, &ExplorePage::refreshMarked);
    connect(m_services.environments, &EnvironmentStore::changed, this, [this] { setEnvironment(m_environment); });
}

ExplorePage::~ExplorePage()
{
    keepTabs();
    m_memory->disconnect(this);
    m_tabs->disconnect(this);
    delete m_splitter; // its widgets use the feed and the memory
}

QWidget *ExplorePage::makeSide()
{
    auto *side = new QSplitter(Qt::Vertical, m_splitter);
    side->setObjectName(u"entitySplitter"_s);
    side->setChildrenCollapsible(false);
    side->setMinimumWidth(narrowSide);
    m_entities = new EntityPanel(m_feed, m_services.clock, side);
    m_details = new EntityDetailsPane(m_feed, side);
    side->addWidget(m_entities);
    side->addWidget(m_details);
    side->setStretchFactor(0, 5);
    side->setStretchFactor(1, 4);
    side->setSizes({430, 360});
    connect(m_entities, &EntityPanel::chosen, m_details, &EntityDetailsPane::setSet);
    connect(m_entities, &EntityPanel::opened, this, [this](const QString &set) {
        QueryTab *tab = openQuery(set);
        tab->bar()->addressField()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_entities, &EntityPanel::favouriteToggled, this, [this](const QString &set) {
        m_memory->setFavourite(m_environment, set, !m_memory->of(m_environment).use.favourites.contains(set));
    });
    connect(m_details, &EntityDetailsPane::queryWanted, this, &ExplorePage::openQuery);
    connect(m_details, &EntityDetailsPane::filterWanted, this, [this](const QString &set, const QString &field) {
        QueryTab *tab = tabOf(set);
        (tab ? tab : openQuery(set))->bar()->addFilter(field);
    });
    connect(m_details, &EntityDetailsPane::expandWanted, this, [this](const QString &set, const QString &relation) {
        QueryTab *tab = tabOf(set);
        (tab ? tab : openQuery(set))->bar()->addExpand(relation);
    });
    return side;
}

QWidget *ExplorePage::makeTabs()
{
    m_tabs = new QTabWidget(m_splitter);
    m_tabs->setObjectName(u"queryTabs"_s);
    m_tabs->setAccessibleName(tr("Queries"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    auto *corner = new QWidget(m_tabs);
    auto *add = new QToolButton(corner);
    add->setObjectName(u"newQuery"_s);
    add->setIcon(themedIcon(Icon::Plus));
    add->setAccessibleName(tr("New query"));
    add->setToolTip(tr("Open another tab (Ctrl+T)"));
    connect(add, &QToolButton::clicked, this, [this] { addTab(KeptTab())->bar()->addressField()->setFocus(); });
    auto *queries = new QToolButton(corner);
    queries->setObjectName(u"queriesButton"_s);
    queries->setText(tr("Queries"));
    queries->setIcon(themedIcon(Icon::History));
    queries->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    queries->setAccessibleName(tr("Queries"));
    queries->setToolTip(tr("Queries with a name, and those read lately (Ctrl+H)"));
    queries->setShortcut(QKeySequence(u"Ctrl+H"_s));
    m_queries = new QueryMenu(m_memory, queries);
    connect(queries, &QToolButton::clicked, m_queries,
            [this, queries] { m_queries->popup(queries->mapToGlobal(QPoint(0, queries->height() + 2))); });
    auto *memory = new QToolButton(corner);
    memory->setObjectName(u"rowMemoryButton"_s);
    memory->setIcon(themedIcon(Icon::Settings));
    memory->setAccessibleName(tr("Memory for rows"));
    memory->setToolTip(tr("Memory for rows: how much those of all tabs may take (Ctrl+Shift+M)"));
    memory->setShortcut(QKeySequence(u"Ctrl+Shift+M"_s));
    auto *limits = new RowMemoryMenu(m_rowMemory, memory);
    connect(memory, &QToolButton::clicked, limits, [memory, limits] {
        // Its right end below the button's.
        limits->ensurePolished();
        limits->popup(memory->mapToGlobal(QPoint(memory->width() - limits->sizeHint().width(), memory->height() + 2)));
    });
    connect(limits, &RowMemoryMenu::chosen, this, [this](qint64 limit) {
        m_rowMemory->setLimit(limit);
        m_memory->setRowMemory(limit);
    });
    for (QToolButton *button : {add, queries, memory})
        button->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(metrics::half, 2, metrics::unit, 2);
    row->setSpacing(metrics::half);
    row->addWidget(add);
    row->addWidget(queries);
    row->addWidget(memory);
    m_tabs->setCornerWidget(corner, Qt::TopRightCorner);
    connect(m_queries, &QueryMenu::chosen, this, &ExplorePage::openQuery);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ExplorePage::currentChanged);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &ExplorePage::keepTabs);
    return m_tabs;
}

void ExplorePage::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    add(QKeySequence(u"Ctrl+K"_s), [this] {
        m_entities->searchField()->setFocus(Qt::ShortcutFocusReason);
        m_entities->searchField()->selectAll();
    });
    add(QKeySequence(u"Ctrl+T"_s),
        [this] { addTab(KeptTab())->bar()->addressField()->setFocus(Qt::ShortcutFocusReason); });
    add(QKeySequence(u"Ctrl+W"_s), [this] { closeTab(m_tabs->currentIndex()); });
    add(QKeySequence(u"Alt+D"_s), [this] {
        if (QueryTab *tab = currentTab())
            tab->bar()->addressField()->setFocus(Qt::ShortcutFocusReason);
    });
}

void ExplorePage::setEnvironment(const QString &environment)
{
    const Environment *known = m_services.environments->find(environment);
    if (environment == m_environment && (!known || known->url == m_url))
        return;
    keepTabs();
    m_environment = environment;
    m_url = known ? known->url : QUrl();
    m_isPending = true;
    if (isVisible())
        load();
}

void ExplorePage::load()
{
    m_isPending = false;
    m_isLoading = true;
    while (m_tabs->count() > 0) {
        QWidget *tab = m_tabs->widget(0);
        m_tabs->removeTab(0);
        delete tab; // ends what it reads
    }
    m_details->setSet({});
    m_queries->setEnvironment(m_environment);
    m_feed->setEnvironment(m_environment);
    refreshMarked();
    const EnvironmentMemory memory = m_memory->of(m_environment);
    for (const KeptTab &tab : memory.tabs)
        addTab(tab);
    if (m_tabs->count() == 0)
        addTab(KeptTab());
    m_tabs->setCurrentIndex(qBound(0, memory.currentTab, m_tabs->count() - 1));
    m_isLoading = false;
    currentChanged();
}

void ExplorePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isPending)
        load();
}

void ExplorePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wasNarrow = event->oldSize().width() < narrowPage, isNarrow = width() < narrowPage;
    if (wasNarrow != isNarrow || !event->oldSize().isValid()) {
        const int side = isNarrow ? narrowSide : sideWidth;
        m_splitter->setSizes({side, width() - side});
    }
}

QueryTab *ExplorePage::tabAt(int index) const
{
    return static_cast<QueryTab *>(m_tabs->widget(index));
}

QueryTab *ExplorePage::currentTab() const
{
    return tabAt(m_tabs->currentIndex());
}

QueryTab *ExplorePage::tabOf(const QString &set) const
{
    QueryTab *tab = currentTab();
    return tab && tab->bar()->draft().set() == set ? tab : nullptr;
}

QueryTab *ExplorePage::addTab(const KeptTab &kept)
{
    auto *tab = new QueryTab(m_services, m_environment, m_feed, m_memory, m_rowMemory, m_tabs);
    QStringList companies;
    if (const Environment *environment = m_services.environments->find(m_environment)) {
        if (!environment->company.isEmpty())
            companies.append(environment->company);
        for (const DataJob &job : environment->jobs) {
            if (!job.company.isEmpty() && !companies.contains(job.company))
                companies.append(job.company);
        }
    }
    tab->bar()->setCompanies(companies);
    connect(tab, &QueryTab::titleChanged, this, [this, tab] {
        retitle(tab);
        keepTabs();
    });
    connect(tab, &QueryTab::valuesChanged, this, &ExplorePage::keepTabs);
    connect(tab, &QueryTab::openWanted, this, [this](const QString &wanted) {
        if (QueryTab *opened = openQuery(wanted))
            opened->read();
    });
    const int index = m_tabs->addTab(tab, tab->title());
    m_tabs->tabBar()->setTabButton(index, QTabBar::RightSide, makeCloseButton(tab));
    tab->restore(kept);
    retitle(tab);
    if (!m_isLoading)
        m_tabs->setCurrentIndex(index);
    keepTabs();
    return tab;
}

QueryTab *ExplorePage::openQuery(const QString &text)
{
    QueryTab *now = currentTab();
    if (now && now->text().trimmed().isEmpty()) {
        now->setText(text);
        return now;
    }
    // An entity whose tab is as it was opened needs no second one.
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (tabAt(i)->text() == text) {
            m_tabs->setCurrentIndex(i);
            return tabAt(i);
        }
    }
    return addTab(KeptTab{text});
}

QToolButton *ExplorePage::makeCloseButton(QueryTab *tab)
{
    auto *button = new QToolButton(m_tabs->tabBar());
    button->setIcon(themedIcon(Icon::Close));
    button->setIconSize({11, 11});
    button->setFixedSize(20, 20);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus); // Ctrl+W does it
    button->setAccessibleName(tr("Close the query"));
    button->setToolTip(tr("Close this tab, and end what it reads (Ctrl+W)"));
    connect(button, &QToolButton::clicked, tab, [this, tab] { closeTab(m_tabs->indexOf(tab)); });
    return button;
}

void ExplorePage::closeTab(int index)
{
    QueryTab *tab = tabAt(index);
    if (!tab)
        return;
    m_tabs->removeTab(index);
    tab->deleteLater();
    if (m_tabs->count() == 0)
        addTab(KeptTab());
    keepTabs();
}

void ExplorePage::keepTabs()
{
    if (m_isLoading || m_isPending || m_environment.isEmpty())
        return;
    QList<KeptTab> tabs;
    int current = 0; // among those that are kept
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (i == m_tabs->currentIndex())
            current = int(tabs.size());
        if (const KeptTab kept = tabAt(i)->kept(); !kept.text.trimmed().isEmpty())
            tabs.append(kept);
    }
    m_memory->setTabs(m_environment, tabs, current);
}

void ExplorePage::retitle(QueryTab *tab)
{
    const int index = m_tabs->indexOf(tab);
    if (index < 0)
        return;
    QString title = tab->title();
    m_tabs->setTabText(index, title.replace(u'&', "&&"_L1));
    m_tabs->setTabToolTip(index, tab->text().toHtmlEscaped());
}

void ExplorePage::refreshMarked()
{
    m_entities->setUse(m_memory->of(m_environment).use);
}

void ExplorePage::currentChanged()
{
    if (m_isLoading)
        return;
    keepTabs();
    const QueryTab *tab = currentTab();
    const QString set = tab ? tab->bar()->draft().set() : QString();
    if (!set.isEmpty())
        m_details->setSet(set);
}

} // namespace waybill
