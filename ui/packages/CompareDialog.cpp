#include "ui/packages/CompareDialog.h"

#include "ui/packages/Counted.h"
#include "ui/packages/DiffModels.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QtConcurrent>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the worker tells while it works.
struct CompareDialog::Work {
    std::atomic<qint64> done = 0, all = 0;
    std::stop_source stop;
};

CompareDialog::CompareDialog(DiffAsk ask, QWidget *parent)
    : QDialog(parent), m_ask(std::move(ask)), m_headline(new QLabel(this)), m_left(new ElidedLabel({}, this)),
      m_right(new ElidedLabel({}, this)), m_swap(new QPushButton(tr("Swap"), this)), m_bar(new QProgressBar(this)),
      m_told(new Banner(BannerKind::Error, this)), m_stack(new QStackedWidget(this)),
      m_files(new ChangedFilesModel(this)), m_rows(new RowChangesModel(this))
{
    setObjectName(u"compareDialog"_s);
    setWindowTitle(tr("Compare packages"));
    setWindowFlags(windowFlags() | Qt::WindowMaximizeButtonHint);
    resize(1120, 640);
    setMinimumSize(560, 400);
    m_told->setObjectName(u"compareTold"_s);
    m_told->hide();
    m_bar->setAccessibleName(tr("Progress of comparing"));
    m_bar->setTextVisible(false);
    m_empty = new EmptyState(Icon::Spinner, tr("Comparing…"), {}, m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeBody());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, 14, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit);
    column->addWidget(makeHead());
    column->addWidget(m_bar);
    column->addWidget(m_told);
    column->addWidget(m_stack, 1);
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &CompareDialog::tellProgress);
    begin();
}

CompareDialog::~CompareDialog()
{
    if (m_work)
        m_work->stop.request_stop();
}

QWidget *CompareDialog::makeHead()
{
    auto *head = new QWidget(this);
    m_headline->setObjectName(u"compareHeadline"_s);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setFont(fonts::heading(font()));
    m_headline->setWordWrap(true);
    m_swap->setObjectName(u"swapPackagesButton"_s);
    m_swap->setAccessibleName(tr("Swap"));
    m_swap->setToolTip(tr("Takes the later package for the earlier one"));
    m_swap->setAutoDefault(false);
    for (ElidedLabel *label : {m_left, m_right}) {
        label->setFont(fonts::small(font()));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto *title = new QHBoxLayout;
    title->setSpacing(metrics::unit);
    title->addWidget(m_headline, 1);
    title->addWidget(m_swap, 0, Qt::AlignTop);
    auto *close = new QPushButton(tr("Close"), head);
    close->setObjectName(u"closeComparisonButton"_s);
    close->setAccessibleName(tr("Close the comparison"));
    close->setToolTip(tr("Closes this window (Esc)"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    title->addWidget(close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addLayout(title);
    column->addWidget(m_left);
    column->addWidget(m_right);
    connect(m_swap, &QPushButton::clicked, this, [this] {
        std::swap(m_ask.left, m_ask.right);
        begin();
    });
    return head;
}

QWidget *CompareDialog::makeBody()
{
    auto *splitter = new QSplitter(Qt::Horizontal, m_stack);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(metrics::unit);
    m_filesTable = new RowTable(RowSize::Normal, splitter);
    m_filesTable->setObjectName(u"changedFilesTable"_s);
    m_filesTable->setAccessibleName(tr("Entities and files"));
    m_filesTable->setModel(m_files);
    m_filesTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_filesTable->setItemDelegateForColumn(ChangedFilesModel::StateColumn, new StatusDelegate(m_filesTable));
    m_filesTable->setColumnWidth(ChangedFilesModel::StateColumn, 110);
    for (const int column :
         {ChangedFilesModel::AddedColumn, ChangedFilesModel::RemovedColumn, ChangedFilesModel::ChangedColumn})
        m_filesTable->setColumnWidth(column, 88);
    m_filesTable->horizontalHeader()->setSectionResizeMode(ChangedFilesModel::NameColumn, QHeaderView::Stretch);
    auto *right = new QWidget(splitter);
    m_about = new QLabel(right);
    m_about->setObjectName(u"changesAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_rowsStack = new QStackedWidget(right);
    m_rowsTable = new RowTable(RowSize::Compact, m_rowsStack);
    m_rowsTable->setObjectName(u"rowChangesTable"_s);
    m_rowsTable->setAccessibleName(tr("Rows that differ"));
    m_rowsTable->setModel(m_rows);
    m_rowsTable->setItemDelegateForColumn(RowChangesModel::StateColumn, new StatusDelegate(m_rowsTable));
    m_rowsTable->setColumnWidth(RowChangesModel::StateColumn, 104);
    m_rowsTable->setColumnWidth(RowChangesModel::KeyColumn, 110);
    m_rowsTable->setColumnWidth(RowChangesModel::NameColumn, 120);
    m_rowsTable->setColumnWidth(RowChangesModel::BeforeColumn, 120);
    m_rowsTable->horizontalHeader()->setStretchLastSection(true);
    m_noRows = new EmptyState(Icon::Check, {}, {}, m_rowsStack);
    m_noRows->setAutoFillBackground(true);
    m_noRows->setBackgroundRole(QPalette::Base);
    m_rowsStack->addWidget(m_rowsTable);
    m_rowsStack->addWidget(m_noRows);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(m_about);
    column->addWidget(m_rowsStack, 1);
    splitter->setSizes({500, 600});
    connect(m_filesTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                if (row.isValid())
                    choose(row.row());
            });
    return splitter;
}

void CompareDialog::begin()
{
    if (m_work)
        m_work->stop.request_stop();
    m_work = std::make_shared<Work>();
    m_diff.reset();
    m_told->hide();
    m_swap->setEnabled(false);
    m_headline->setText(tr("Comparing…"));
    const auto name = [](ElidedLabel *label, const QString &words, const QString &path) {
        label->setTexts(words.arg(QFileInfo(path).fileName()), path, QDir::toNativeSeparators(path));
    };
    name(m_left, tr("Before: %1"), m_ask.left);
    name(m_right, tr("Now: %1"), m_ask.right);
    m_stack->setCurrentWidget(m_empty);
    m_bar->show();
    m_tick.start();
    tellProgress();
    // Keys are looked up in the thread that compares: whoever knows them is asked there.
    QtConcurrent::run([ask = m_ask, work = m_work] {
        return diffPackages(
            ask,
            [work](qint64 done, qint64 all) {
                work->done = done;
                work->all = all;
            },
            work->stop.get_token());
    }).then(this, [this, work = m_work](const Result<PackageDiff> &diff) {
        if (work == m_work)
            end(diff);
    });
}

void CompareDialog::tellProgress()
{
    const qint64 done = m_work->done, all = m_work->all;
    m_bar->setRange(0, all > 0 ? 1000 : 0);
    if (all > 0)
        m_bar->setValue(int(1000 * double(done) / double(all)));
}

void CompareDialog::end(const Result<PackageDiff> &diff)
{
    m_work.reset();
    m_tick.stop();
    m_bar->hide();
    m_swap->setEnabled(true);
    if (!diff) {
        m_headline->setText(tr("They could not be compared"));
        m_told->setText(diff.error().message, diff.error().detail);
        m_told->show();
        m_empty->setTexts(Icon::Warning, tr("Nothing to compare"), {});
        return;
    }
    m_diff = *diff;
    present();
}

void CompareDialog::present()
{
    qint64 files = 0, added = 0, removed = 0, changed = 0;
    int first = 0;
    for (qsizetype i = 0; i < m_diff->files.size(); ++i) {
        const FileDiff &file = m_diff->files[i];
        if (file.state == DiffState::Same)
            continue;
        if (++files == 1)
            first = int(i) + 1;
        added += file.added;
        removed += file.removed;
        changed += file.changed;
    }
    QStringList words;
    if (m_diff->isSame())
        words << tr("Nothing changed");
    else if (files == 0)
        words << tr("The data are the same; the manifests differ");
    else
        words << counted(files, tr("1 file differs"), tr("%1 files differ"))
              << counted(added, tr("1 row added"), tr("%1 rows added")) << tr("%1 removed").arg(texts::number(removed))
              << tr("%1 changed").arg(texts::number(changed));
    m_headline->setText(words.join(u" · "_s));
    m_files->setDiff(*m_diff);
    m_stack->setCurrentIndex(1);
    m_filesTable->selectRow(first);
    choose(first);
}

void CompareDialog::choose(int row)
{
    const FileDiff *file = m_files->fileAt(row);
    QStringList about;
    if (!file) {
        m_rows->setChanges(m_files->manifestChanges(), tr("Entity"));
        about << tr("What the manifests say of the package and its entities.");
    } else {
        m_rows->setChanges(file->rows, file->key.join(u" · "_s));
        switch (file->keyFrom) {
        case DiffKey::Known:
            about << tr("Rows are recognised by the entity's key: %1.").arg(file->key.join(u", "_s));
            break;
        case DiffKey::Found:
            about << tr("Rows are recognised by %1, whose values are all different.").arg(file->key.join(u", "_s));
            break;
        case DiffKey::WholeRow:
            about << tr("No column tells the rows apart: a changed row is one removed and one added.");
            break;
        case DiffKey::None:
            about << tr("Not compared by rows: %1 before, %2 now.")
                         .arg(texts::bytes(file->leftBytes), texts::bytes(file->rightBytes));
            break;
        }
        if (!file->columnsAdded.isEmpty())
            about << tr("New columns: %1.").arg(file->columnsAdded.join(u", "_s));
        if (!file->columnsRemoved.isEmpty())
            about << tr("Columns that are gone: %1.").arg(file->columnsRemoved.join(u", "_s));
        if (file->isCut)
            about << tr("Only the first rows that differ stand here; all are counted.");
        if (file->fault)
            about << file->fault->message;
    }
    m_about->setText(texts::readable(about.join(u' '), 2000));
    const bool none = m_rows->rowCount() == 0;
    m_rowsStack->setCurrentIndex(none ? 1 : 0);
    if (none && file && file->state != DiffState::Same)
        m_noRows->setTexts(Icon::InfoCircle, tr("No rows to show"), tr("The bytes differ, but no row does."));
    else if (none)
        m_noRows->setTexts(Icon::Check, tr("Nothing changed here"), {});
}

} // namespace waybill
