#include "ui/packages/PackagesPage.h"

#include "ui/packages/DownloadPane.h"
#include "ui/packages/DownloadTableModel.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/packages/FetchBar.h"
#include "ui/packages/PackageTools.h"
#include "ui/packages/RemovalBar.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DetailStack.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/SearchField.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

// How the page is put together; what it does stands in PackagesPage.cpp.

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

struct ChipRow {
    DownloadChip chip;
    const char *word;
    const char *name;
};
constexpr ChipRow chipRows[] = {
    {DownloadChip::NeedsAttention, QT_TRANSLATE_NOOP("PackagesPage", "Needs attention"), "packagesAttentionChip"},
    {DownloadChip::NotAcknowledged, QT_TRANSLATE_NOOP("PackagesPage", "Not acknowledged"), "notAcknowledgedChip"},
    {DownloadChip::All, QT_TRANSLATE_NOOP("PackagesPage", "All"), "allPackagesChip"}};

QPushButton *makeButton(const QString &word, const QString &name, const QString &tooltip, Icon icon, QWidget *parent)
{
    auto *button = new QPushButton(word, parent);
    button->setObjectName(name);
    button->setAccessibleName(QString(word).remove(u'…'));
    button->setToolTip(tooltip);
    if (icon != Icon::None)
        button->setIcon(themedIcon(icon));
    return button;
}

} // namespace

void PackagesPage::build()
{
    setObjectName(u"packagesPage"_s);
    setAccessibleName(tr("Packages page"));
    setAcceptDrops(true);
    m_detailStack = new QStackedWidget(this);
    auto *choose =
        new EmptyState(Icon::Packages, tr("No package chosen"),
                       tr("Choose one in the table to see where it is in its life, and what is in it."), m_detailStack);
    choose->setAutoFillBackground(true);
    choose->setBackgroundRole(QPalette::Base);
    m_detail = new DownloadPane(m_services, m_detailStack);
    m_detailStack->addWidget(choose);
    m_detailStack->addWidget(m_detail);
    m_detailStack->setMinimumWidth(320);
    m_content = new DetailStack(Icon::Packages, this);
    m_splitter = new QSplitter(Qt::Horizontal, m_content->body());
    m_splitter->addWidget(makeTables());
    m_splitter->addWidget(m_detailStack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setHandleWidth(1);
    auto *content = new QVBoxLayout(m_content->body());
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(m_splitter);
    m_content->body()->setFocusProxy(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_content, 1);
}

QWidget *PackagesPage::makeHead()
{
    auto *head = new QWidget(this);
    m_headline = new QLabel(head);
    m_headline->setObjectName(u"packagesHeadline"_s);
    m_headline->setFont(fonts::heading(font()));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_open = makeButton(tr("Open a package…"), u"openPackageButton"_s,
                        tr("Looks inside any zip, unpacking nothing; or drop one here (Ctrl+O)"), Icon::Packages, head);
    m_open->setShortcut(QKeySequence::Open);
    auto *title = new QHBoxLayout;
    title->addWidget(m_headline, 1);
    title->addWidget(m_open, 0, Qt::AlignTop);
    m_locked = new Banner(BannerKind::Info, head);
    m_locked->setObjectName(u"packagesReadOnlyNotice"_s);
    m_locked->hide();
    m_told = new Banner(BannerKind::Good, head);
    m_told->setObjectName(u"packagesTold"_s);
    m_told->setClosable(true);
    m_told->hide();
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::margin, 14, metrics::margin, 10);
    column->setSpacing(metrics::unit);
    column->addLayout(title);
    column->addWidget(m_locked);
    column->addWidget(makeActions(head));
    column->addWidget(new FetchBar(m_run, head));
    m_removal = new RemovalBar(head);
    column->addWidget(m_removal);
    column->addWidget(m_told);
    column->addWidget(makeFilters(head));
    return head;
}

QWidget *PackagesPage::makeActions(QWidget *head)
{
    auto *actions = new QWidget(head);
    auto *row = new FlowLayout(actions);
    m_one = makeButton(tr("Fetch one"), u"fetchOneButton"_s,
                       tr("Takes the next package of the chosen job, makes it safe here and acknowledges it"),
                       Icon::None, actions);
    setButtonKind(m_one, ButtonKind::Primary);
    m_one->setIcon(themedIconOnAccent(Icon::Download));
    m_all = makeButton(tr("Fetch all"), u"fetchAllButton"_s, tr("One package after the other, until nothing waits"),
                       Icon::Download, actions);
    m_look = makeButton(tr("Look without acknowledging"), u"lookWithoutAckButton"_s,
                        tr("Takes the next package and leaves it to the service: it comes back after its lease"),
                        Icon::Search, actions);
    m_export = makeButton(tr("Export now…"), u"exportNowButton"_s,
                          tr("Lets the service export a data project and fetches the package"), Icon::Upload, actions);
    m_watch = makeButton(tr("Watch"), u"watchButton"_s,
                         tr("Fetches all that waits now and every 5 minutes, as long as this window is open"),
                         Icon::Clock, actions);
    m_watch->setCheckable(true);
    for (QPushButton *button : {m_one, m_all, m_watch, m_look, m_export})
        row->addWidget(button);
    connect(m_one, &QPushButton::clicked, this, [this] { fetch(FetchMode::One); });
    connect(m_all, &QPushButton::clicked, this, [this] { fetch(FetchMode::All); });
    connect(m_look, &QPushButton::clicked, this, [this] { fetch(FetchMode::Look); });
    connect(m_watch, &QPushButton::toggled, this, &PackagesPage::setWatching);
    connect(m_export, &QPushButton::clicked, this, &PackagesPage::askExport);
    connect(m_open, &QPushButton::clicked, this, [this] {
        m_services.askPackage(this, [this](const QString &path) { m_tools->lookInto(path, m_environment); });
    });
    return actions;
}

QWidget *PackagesPage::makeFilters(QWidget *head)
{
    auto *filters = new QWidget(head);
    auto *chips = new QWidget(filters);
    auto *flow = new FlowLayout(chips);
    m_chips = new QButtonGroup(this);
    m_chips->setExclusive(true);
    for (const ChipRow &chip : chipRows) {
        auto *button = new FilterChip(QCoreApplication::translate("PackagesPage", chip.word), chips);
        button->setObjectName(QLatin1StringView(chip.name));
        m_chips->addButton(button, int(chip.chip));
        flow->addWidget(button);
    }
    m_search = new SearchField(tr("File, job, entity, correlation ID"), filters);
    m_search->setObjectName(u"packagesSearch"_s);
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(268);
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(chips, 3);
    row->addWidget(m_search, 1, Qt::AlignTop);
    // Not idClicked: assistive technology toggles a checkable button, which is no click.
    connect(m_chips, &QButtonGroup::idToggled, this, [this](int chip, bool on) {
        if (on)
            setChip(static_cast<DownloadChip>(chip));
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_table->choice()->setSearch(text);
        refreshEmpty();
    });
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    addAction(find);
    return filters;
}

QWidget *PackagesPage::makeTables()
{
    auto *frame = new QWidget(this);
    m_jobTable = new RowTable(RowSize::Compact, frame);
    m_jobTable->setObjectName(u"exportJobsTable"_s);
    m_jobTable->setAccessibleName(tr("Export jobs"));
    m_jobTable->setToolTip(tr("The job that is fetched from, and whose packages stand below"));
    m_jobTable->setModel(m_jobs);
    m_jobTable->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView *header = m_jobTable->horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(ExportJobsModel::JobColumn, QHeaderView::Stretch);
    m_jobTable->setColumnWidth(ExportJobsModel::WaitingColumn, 100);
    m_jobTable->setColumnWidth(ExportJobsModel::LookedColumn, 104);
    m_jobTable->setColumnWidth(ExportJobsModel::SaidColumn, 140);
    m_tableStack = new QStackedWidget(frame);
    m_table = new DownloadTable(m_model, m_tableStack);
    m_table->setObjectName(u"downloadsTable"_s);
    m_table->setAccessibleName(tr("Packages"));
    m_tableStack->addWidget(m_table);
    m_tableStack->addWidget(makeEmpty());
    m_disk = new QLabel(frame);
    m_disk->setObjectName(u"packagesDisk"_s);
    m_disk->setFont(fonts::small(font()));
    m_disk->setForegroundRole(QPalette::PlaceholderText);
    m_disk->setTextFormat(Qt::RichText);
    m_disk->setContentsMargins(0, metrics::half, metrics::unit, metrics::half);
    m_disk->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_disk->setWordWrap(true);
    connect(m_disk, &QLabel::linkActivated, this,
            [this] { m_services.openUrl(QUrl::fromLocalFile(m_services.storeFolder)); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &where) { offerFor(m_table->viewport()->mapToGlobal(where)); });
    m_remove = new QAction(tr("Remove files…"), m_table);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_remove->setToolTip(tr("Removes the zips of the chosen packages from this computer; the rows stay"));
    connect(m_remove, &QAction::triggered, this, &PackagesPage::askRemove);
    m_table->addAction(m_remove);
    m_removeFiles = makeButton(m_remove->text(), u"packagesRemoveButton"_s,
                               tr("%1 (Del in the table)").arg(m_remove->toolTip()), Icon::None, frame);
    connect(m_removeFiles, &QPushButton::clicked, m_remove, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PackagesPage::refreshRemoving);
    connect(m_table->choice(), &QAbstractItemModel::modelReset, this, &PackagesPage::refreshRemoving);
    m_keep =
        makeButton(tr("What is kept…"), u"packagesKeepButton"_s,
                   tr("Says after what time, or from what size on, files of packages are removed"), Icon::None, frame);
    connect(m_keep, &QPushButton::clicked, this, &PackagesPage::askKeeping);
    auto *disk = new QHBoxLayout;
    disk->setContentsMargins(0, metrics::half, metrics::unit, metrics::half);
    disk->setSpacing(metrics::unit);
    disk->addWidget(m_disk, 1);
    disk->addWidget(m_removeFiles);
    disk->addWidget(m_keep);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(metrics::margin, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_jobTable);
    column->addSpacing(metrics::unit);
    column->addWidget(m_tableStack, 1);
    column->addLayout(disk);
    return frame;
}

QWidget *PackagesPage::makeEmpty()
{
    m_empty = new EmptyState(Icon::Packages, {}, {}, m_tableStack);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_newJob = m_empty->setAction(tr("New export job…"));
    m_newJob->setObjectName(u"newExportJobButton"_s);
    m_newJob->setToolTip(tr("Give the name and activity ID of a recurring data job of the direction export"));
    connect(m_newJob, &QPushButton::clicked, this, [this] { m_tools->askNewJob(m_environment); });
    return m_empty;
}

} // namespace waybill
