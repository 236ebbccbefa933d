#include "ui/packages/PackageViewer.h"

#include "app/packages/EntryContent.h"
#include "ui/packages/ContentsPane.h"
#include "ui/packages/Counted.h"
#include "ui/packages/FileView.h"
#include "ui/packages/InsideLoad.h"
#include "ui/packages/ViewerModels.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QtConcurrent>

#include <atomic>
#include <mutex>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostHits = 2'000;

QPushButton *button(const QString &word, const QString &name, const QString &tooltip, QWidget *parent)
{
    auto *made = new QPushButton(word, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(word).remove(u'…'));
    made->setToolTip(tooltip);
    return made;
}

} // namespace

/// What the searching worker found and the window has not taken yet.
struct PackageViewer::Found {
    std::mutex mutex;
    QList<PackageHit> hits;
    std::stop_source stop;
};

PackageViewer::PackageViewer(const QString &path, QWidget *parent)
    : QDialog(parent), m_path(path), m_load(new InsideLoad(this))
{
    build(QFileInfo(path).fileName());
}

PackageViewer::PackageViewer(std::unique_ptr<ScratchFile> holder, const QString &name, int depth, QWidget *parent)
    : QDialog(parent), m_path(holder->path()), m_holder(std::move(holder)), m_depth(depth), m_load(new InsideLoad(this))
{
    build(texts::oneLine(name));
}

PackageViewer::~PackageViewer()
{
    m_stop.request_stop();
    if (m_found)
        m_found->stop.request_stop();
}

void PackageViewer::build(const QString &title)
{
    setObjectName(u"packageViewer"_s);
    setWindowTitle(tr("Inside %1").arg(title));
    setWindowFlags(windowFlags() | Qt::WindowMaximizeButtonHint);
    resize(1120, 700);
    setMinimumSize(620, 420);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({430, 690});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(splitter, 1);
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &PackageViewer::takeHits);
    connect(m_load, &InsideLoad::seen, this, [this](const QString &, const PackageInside &inside) { seen(inside); });
    connect(m_load, &InsideLoad::failed, this, [this](const Error &error) {
        m_about->setText(tr("It cannot be looked into"));
        m_contents->clear(m_about->text(), error.message);
        m_file->clear(tr("Nothing to show"), error.detail);
    });
    connect(m_contents, &ContentsPane::chosen, this, &PackageViewer::choose);
    connect(m_file, &FileView::nestedWanted, this, &PackageViewer::openNested);
    connect(m_hitsTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                if (row.isValid())
                    m_contents->choose(m_hits->at(row.row()).entry);
            });
    m_contents->clear(tr("Looking inside…"), {});
    m_load->look(m_path);
}

QWidget *PackageViewer::makeHead()
{
    auto *head = new QWidget(this);
    m_about = new QLabel(tr("Looking inside…"), head);
    m_about->setObjectName(u"packageAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setFont(fonts::heading(font()));
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search = new SearchField(tr("Search all files"), head);
    m_search->setObjectName(u"packageSearch"_s);
    m_search->setToolTip(tr("Looks in every cell and line of the package (Enter; Ctrl+F)"));
    m_search->setFixedWidth(220);
    m_unpack = button(tr("Unpack…"), u"viewerUnpackButton"_s, tr("Writes the files into a folder"), head);
    m_compare =
        button(tr("Compare with…"), u"viewerCompareButton"_s, tr("Shows what changed since an earlier package"), head);
    auto *close = button(tr("Close"), u"viewerCloseButton"_s, tr("Closes this window (Esc)"), head);
    close->setAccessibleName(tr("Close the viewer"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_unpack->setAutoDefault(false);
    m_compare->setAutoDefault(false);
    m_unpack->setVisible(!m_holder);
    m_compare->setVisible(!m_holder);
    m_told = new Banner(BannerKind::Info, head);
    m_told->setObjectName(u"viewerTold"_s);
    m_told->setClosable(true);
    m_told->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::unit);
    row->addWidget(m_about, 1);
    row->addWidget(m_search);
    row->addWidget(m_unpack);
    row->addWidget(m_compare);
    row->addWidget(close);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, 12);
    column->addLayout(row);
    column->addWidget(m_told);
    connect(m_search, &QLineEdit::returnPressed, this, &PackageViewer::search);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            search();
    });
    connect(m_unpack, &QPushButton::clicked, this, [this] { emit unpackWanted(m_path); });
    connect(m_compare, &QPushButton::clicked, this, [this] { emit compareWanted(m_path); });
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    addAction(find);
    return head;
}

QWidget *PackageViewer::makeLeft()
{
    auto *left = new QWidget(this);
    left->setMinimumWidth(240);
    m_contents = new ContentsPane(left);
    m_hitsPane = new QWidget(left);
    m_hitsAbout = new QLabel(m_hitsPane);
    m_hitsAbout->setObjectName(u"hitsAbout"_s);
    m_hitsAbout->setTextFormat(Qt::PlainText);
    m_hitsAbout->setWordWrap(true);
    m_hitsAbout->setForegroundRole(QPalette::PlaceholderText);
    m_hits = new HitsModel(this);
    m_hitsTable = new RowTable(RowSize::Compact, m_hitsPane);
    m_hitsTable->setObjectName(u"hitsTable"_s);
    m_hitsTable->setAccessibleName(tr("Found"));
    m_hitsTable->setModel(m_hits);
    m_hitsTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_hitsTable->setColumnWidth(HitsModel::FileColumn, 110);
    m_hitsTable->setColumnWidth(HitsModel::PlaceColumn, 110);
    m_hitsTable->horizontalHeader()->setStretchLastSection(true);
    auto *hits = new QVBoxLayout(m_hitsPane);
    hits->setContentsMargins(0, 0, 0, 0);
    hits->addWidget(m_hitsAbout);
    hits->addWidget(m_hitsTable, 1);
    m_hitsPane->hide();
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit);
    column->addWidget(m_contents, 3);
    column->addWidget(m_hitsPane, 2);
    return left;
}

QWidget *PackageViewer::makeRight()
{
    auto *right = new QWidget(this);
    right->setAutoFillBackground(true);
    right->setBackgroundRole(QPalette::Base);
    m_tabs = new QTabWidget(right);
    m_tabs->setObjectName(u"viewerTabs"_s);
    m_file = new FileView(m_tabs);
    auto *filePage = new QWidget(m_tabs);
    auto *fileColumn = new QVBoxLayout(filePage);
    fileColumn->setContentsMargins(metrics::margin, 12, metrics::margin, metrics::margin);
    fileColumn->addWidget(m_file);
    m_entityPane = new QWidget(m_tabs);
    m_entityFacts = new KeyValueList(m_entityPane);
    m_maps = new MapsModel(this);
    auto *maps = new RowTable(RowSize::Compact, m_entityPane);
    maps->setObjectName(u"mapsTable"_s);
    maps->setAccessibleName(tr("Mapped fields"));
    maps->setModel(m_maps);
    maps->setColumnWidth(MapsModel::ColumnColumn, 220);
    maps->setColumnWidth(MapsModel::FieldColumn, 220);
    maps->horizontalHeader()->setStretchLastSection(true);
    auto *entityColumn = new QVBoxLayout(m_entityPane);
    entityColumn->setContentsMargins(metrics::margin, 12, metrics::margin, metrics::margin);
    entityColumn->setSpacing(12);
    entityColumn->addWidget(m_entityFacts);
    entityColumn->addWidget(maps, 1);
    m_tabs->addTab(filePage, tr("Data"));
    m_tabs->addTab(m_entityPane, tr("Entity and mapping"));
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    return right;
}

void PackageViewer::seen(const PackageInside &inside)
{
    m_inside = inside;
    qint64 files = 0, bytes = 0;
    for (const PackageFile &file : inside.files) {
        files += file.isFile ? 1 : 0;
        bytes += file.bytes;
    }
    QStringList about;
    if (inside.manifest)
        about << counted(inside.manifest->entities.size(), tr("1 entity"), tr("%1 entities"));
    about << counted(files, tr("1 file"), tr("%1 files")) << tr("%1 unpacked").arg(texts::bytes(bytes));
    if (!inside.manifest)
        about << tr("no data package");
    m_about->setText(about.join(u" · "_s));
    m_contents->show(inside);
    if (inside.files.isEmpty())
        m_file->clear(tr("No files"), tr("The zip is empty."));
    if (m_found && !m_search->text().isEmpty())
        search(); // it was asked for before the files had names here
}

void PackageViewer::choose(qsizetype entry, qsizetype entity)
{
    const bool isEntity = m_inside.manifest && entity >= 0 && entity < m_inside.manifest->entities.size();
    m_tabs->setTabEnabled(1, isEntity);
    if (!isEntity)
        m_tabs->setCurrentIndex(0);
    if (isEntity) {
        const ManifestEntity &one = m_inside.manifest->entities[entity];
        const auto yes = [](bool is, const QString &words) { return is ? words : QString(); };
        m_entityFacts->setRows(
            {{tr("Entity"), texts::oneLine(one.name)},
             {tr("Its own name"), texts::oneLine(one.targetEntity)},
             {tr("Order"), tr("unit %1, level %2, sequence %3").arg(one.unit).arg(one.level).arg(one.sequence)},
             {tr("Format"), texts::oneLine(one.format)},
             {tr("Refresh"), texts::oneLine(one.refreshType)},
             {tr("Data file"), texts::oneLine(one.file)},
             {tr("Disabled"), yes(one.disabled, tr("nothing of it is imported"))},
             {tr("Staging"), yes(one.skipStaging, tr("skipped"))},
             {tr("On an error"), yes(one.failUnit, tr("the unit fails")) + yes(one.failUnit && one.failLevel, u", "_s) +
                                     yes(one.failLevel, tr("the level fails"))},
             {tr("Business rules"), yes(one.runLogic, tr("logic runs")) +
                                        yes(one.runLogic && one.runValidation, u", "_s) +
                                        yes(one.runValidation, tr("validation runs"))}});
        m_maps->setFields(one.fields);
    }
    if (entry >= 0 && entry < m_inside.files.size())
        m_file->show(m_path, m_inside.files[entry], entry);
    else if (isEntity)
        m_file->clear(tr("Its data file is missing"), tr("The manifest names a file that is not in the zip."));
    else
        m_file->clear(tr("No file chosen"), tr("Choose one to see its rows."));
}

void PackageViewer::openNested(qsizetype entry)
{
    const std::stop_token stop = m_stop.get_token();
    using Taken = Result<std::shared_ptr<std::unique_ptr<ScratchFile>>>;
    const auto done = std::make_shared<std::atomic<qint64>>(0);
    auto *tick = new QTimer(this); // of this opening
    const auto tell = [this, done, name = texts::oneLine(m_inside.files[entry].name),
                       all = m_inside.files[entry].bytes] {
        m_told->setKind(BannerKind::Info);
        m_told->setText(tr("Opening %1: %2 of %3").arg(name, texts::bytes(*done), texts::bytes(all)));
        m_told->show();
    };
    connect(tick, &QTimer::timeout, this, tell);
    tick->start(200ms);
    tell();
    QtConcurrent::run([path = m_path, entry, depth = m_depth, stop, done]() -> Taken {
        auto nested = takeNested(path, entry, depth, stop, [done](qint64 bytes) { *done = bytes; });
        if (!nested)
            return fail(nested.error());
        return std::make_shared<std::unique_ptr<ScratchFile>>(std::move(*nested));
    }).then(this, [this, entry, tick](const Taken &nested) {
        tick->deleteLater();
        tick->stop();
        m_told->hide();
        if (!nested) {
            m_told->setKind(BannerKind::Error);
            m_told->setText(nested.error().message, nested.error().detail);
            m_told->show();
            return;
        }
        auto *viewer = new PackageViewer(std::move(**nested), m_inside.files[entry].name, m_depth + 1, parentWidget());
        viewer->setAttribute(Qt::WA_DeleteOnClose);
        viewer->show();
    });
}

void PackageViewer::search()
{
    if (m_found)
        m_found->stop.request_stop();
    m_hits->clear(m_inside.files);
    m_isSearching = false;
    m_tick.stop();
    const QString text = m_search->text();
    m_hitsPane->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    m_found = std::make_shared<Found>();
    m_isSearching = true;
    m_hitsAbout->setText(tr("Searching…"));
    m_tick.start();
    SearchAsk ask;
    ask.package = m_path;
    ask.text = text;
    ask.mostHits = mostHits;
    QtConcurrent::run([ask, found = m_found] {
        return searchPackage(
            ask,
            [&found](const QList<PackageHit> &hits) {
                const std::lock_guard lock(found->mutex);
                found->hits += hits;
            },
            {}, found->stop.get_token());
    }).then(this, [this, found = m_found](const Result<SearchEnd> &end) {
        if (found == m_found && !found->stop.stop_requested())
            searched(end);
    });
}

void PackageViewer::takeHits()
{
    QList<PackageHit> hits;
    {
        const std::lock_guard lock(m_found->mutex);
        hits.swap(m_found->hits);
    }
    m_hits->append(hits);
}

void PackageViewer::searched(const Result<SearchEnd> &end)
{
    takeHits();
    m_tick.stop();
    m_isSearching = false;
    if (!end) {
        m_hitsAbout->setText(end.error().message);
        return;
    }
    QStringList words{end->hits == 0 ? tr("Nothing found.")
                                     : tr("%1 in %2.")
                                           .arg(counted(end->hits, tr("1 place"), tr("%1 places")),
                                                counted(end->files, tr("1 file"), tr("%1 files")))};
    if (!end->isWhole)
        words << tr("There are more.");
    m_hitsAbout->setText((words + end->notes).join(u' '));
}

} // namespace waybill
