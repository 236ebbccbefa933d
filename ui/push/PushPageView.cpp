#include "ui/push/PushPage.h"

#include "ui/push/DropArea.h"
#include "ui/push/JobChooser.h"
#include "ui/push/ProgressDelegate.h"
#include "ui/push/UnsentReading.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QStackedWidget>

// How the page is put together; what it does stands in PushPage.cpp.

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
/// Widths of the page from which on the queue has room for all columns, and for the job's.
constexpr int wide = 980, narrow = 760;

QPushButton *makeButton(const QString &word, const QString &name, const QString &tooltip, QWidget *parent)
{
    auto *button = new QPushButton(word, parent);
    button->setObjectName(name);
    button->setAccessibleName(word);
    button->setToolTip(tooltip);
    return button;
}
} // namespace

void PushPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, 14, metrics::margin, metrics::margin);
    column->setSpacing(12);
    column->addWidget(makeHead());
    m_notice = new Banner(BannerKind::Error, this);
    m_notice->setClosable(true);
    m_notice->hide();
    m_heldNotice = new Banner(BannerKind::Warning, this);
    m_chooseHeld = m_heldNotice->addAction(tr("Choose them"));
    m_chooseHeld->setObjectName(u"chooseHeldButton"_s);
    m_chooseHeld->setToolTip(tr("Selects what was not sent; then Send or Cancel"));
    connect(m_chooseHeld, &QPushButton::clicked, this, [this] {
        m_table->clearSelection();
        for (size_t row = 0; row < m_model->rows().size(); ++row) {
            const auto &message = m_model->rows()[row].message;
            if (message && message->state == MessageState::Held)
                m_table->selectionModel()->select(m_model->index(static_cast<int>(row), 0),
                                                  QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        m_table->setFocus();
    });
    m_heldNotice->hide();
    m_locked = new Banner(BannerKind::Info, this);
    m_locked->setObjectName(u"readOnlyNotice"_s);
    m_locked->hide();
    column->addWidget(m_locked);
    column->addWidget(m_notice);
    column->addWidget(m_heldNotice);
    auto *drop = new DropArea(this);
    column->addWidget(drop);
    column->addWidget(makeQueue(), 1);
    column->addWidget(makeButtons());
    connect(drop, &DropArea::dropped, this, [this](const QStringList &paths) { addFiles(paths); });
    connect(drop, &DropArea::chooseWanted, this,
            [this] { m_services.askFiles(this, [this](const QStringList &paths) { addFiles(paths); }); });
}

QWidget *PushPage::makeHead()
{
    auto *head = new QWidget(this);
    m_headline = new QLabel(head);
    m_headline->setObjectName(u"pushHeadline"_s);
    m_headline->setFont(fonts::heading(font()));
    m_samples = makeSamples(head);
    m_first = new QBoxLayout(QBoxLayout::LeftToRight);
    m_first->addWidget(m_headline, 1);
    m_first->addWidget(m_samples);
    m_jobs = new JobChooser(m_services.environments, head);
    connect(m_jobs, &JobChooser::failed, this, &PushPage::tell);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(m_first);
    column->addWidget(m_jobs);
    return head;
}

QWidget *PushPage::makeSamples(QWidget *head)
{
    auto *bar = new QWidget(head);
    auto *samples = new QHBoxLayout(bar);
    samples->setContentsMargins(0, 0, 0, 0);
    auto *good = makeButton(tr("Push the sample"), u"pushTheSampleButton"_s,
                            tr("Sends customer-groups.csv to the practice environment; all its records arrive"), bar);
    good->setIcon(themedIcon(Icon::Play));
    auto *bad = makeButton(tr("Push the failing sample"), u"pushTheFailingSampleButton"_s,
                           tr("Sends demand-forecast-W48.csv; some of its rows fail, and Waybill shows why"), bar);
    bad->setIcon(themedIcon(Icon::Warning));
    auto *more = makeButton(tr("More samples"), u"moreSamplesButton"_s,
                            tr("Customers, vendors, products, orders, journals and a data package"), bar);
    more->setIcon(themedIcon(Icon::Files));
    auto *menu = new QMenu(more);
    menu->setObjectName(u"moreSamplesMenu"_s);
    for (const PracticeSample &sample : practiceSamples().sliced(2))
        menu->addAction(tr("%1 – %2").arg(sample.file, sample.told), this, [this, sample] { pushSample(sample); });
    connect(more, &QPushButton::clicked, menu,
            [more, menu] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    auto *own = makeButton(tr("Connect my environment"), u"connectMyEnvironmentButton"_s,
                           tr("Paste the address of your F&O and say how you sign in"), bar);
    connect(own, &QPushButton::clicked, this, &PushPage::connectWanted);
    for (QPushButton *button : {good, bad, more, own})
        samples->addWidget(button);
    samples->addStretch();
    bar->hide();
    connect(good, &QPushButton::clicked, this, [this] { pushSample(practiceSamples()[0]); });
    connect(bad, &QPushButton::clicked, this, [this] { pushSample(practiceSamples()[1]); });
    return bar;
}

QWidget *PushPage::makeQueue()
{
    m_stack = new QStackedWidget(this);
    m_table = new RowTable(RowSize::Normal, m_stack);
    m_table->setObjectName(u"queueTable"_s);
    m_table->setAccessibleName(tr("Queue"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(QueueModel::StatusColumn, new StatusDelegate(m_table));
    m_table->setItemDelegateForColumn(QueueModel::ProgressColumn, new ProgressDelegate(m_table));
    const std::pair<int, int> widths[] = {{QueueModel::StatusColumn, 172},
                                          {QueueModel::JobColumn, 148},
                                          {QueueModel::EntityColumn, 188},
                                          {QueueModel::CompanyColumn, 92},
                                          {QueueModel::SizeColumn, 76}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    // Reasons are sentences: they share what room there is with the names.
    for (const int column : {QueueModel::FileColumn, QueueModel::ProgressColumn})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PushPage::refresh);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const auto &message = m_model->rows()[static_cast<size_t>(index.row())].message)
            emit messageWanted(message->key);
    });
    m_empty = new EmptyState(Icon::Push, {}, {}, m_stack);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_readAgain = m_empty->setAction(tr("Try again"));
    m_readAgain->setObjectName(u"readQueueAgainButton"_s);
    m_readAgain->setToolTip(tr("Reads what is not sent yet from the journal"));
    connect(m_readAgain, &QPushButton::clicked, this, [this] { setEnvironment(m_environment); });
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    return m_stack;
}

void PushPage::sayEmpty()
{
    m_readAgain->setVisible(m_unsent->hasFailed());
    if (m_unsent->isReading())
        m_empty->setTexts(Icon::Spinner, tr("Reading…"),
                          tr("Looking for files to %1 that are not sent yet.").arg(m_environment));
    else if (m_unsent->hasFailed())
        m_empty->setTexts(Icon::Warning, tr("The files that wait here cannot be shown"),
                          tr("The journal could not be read just now."));
    else
        m_empty->setTexts(Icon::Push, tr("The queue is empty"),
                          tr("Drop files above. Each is copied into the profile, sent once, and followed to its end; "
                             "nothing is sent twice without your word."));
}

void PushPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_first->setDirection(width() < wide ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    // What the job says already gives way first.
    m_table->setColumnHidden(QueueModel::CompanyColumn, width() < wide);
    m_table->setColumnHidden(QueueModel::EntityColumn, width() < wide);
    m_table->setColumnHidden(QueueModel::JobColumn, width() < narrow);
}

QWidget *PushPage::makeButtons()
{
    auto *bar = new QWidget(this);
    m_copying = new QProgressBar(bar);
    m_copying->setRange(0, 1000);
    m_copying->setTextVisible(false);
    m_copying->setAccessibleName(tr("Files being taken in"));
    m_copying->setMaximumWidth(200);
    m_copying->hide();
    m_send = makeButton(tr("Send"), u"sendButton"_s,
                        tr("Sends the ready files, and chosen ones that were held (Ctrl+Return)"), bar);
    m_send->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_send->setIcon(themedIconOnAccent(Icon::Upload));
    setButtonKind(m_send, ButtonKind::Primary);
    m_pause = makeButton(tr("Pause"), u"pauseButton"_s,
                         tr("Holds back chosen files, or the whole queue; what is under way goes on"), bar);
    m_pause->setIcon(themedIcon(Icon::Pause));
    m_cancel = makeButton(tr("Cancel"), u"cancelButton"_s, tr("Takes chosen files out, or cuts their upload"), bar);
    m_cancel->setIcon(themedIcon(Icon::Cancel));
    m_clear = makeButton(tr("Clear finished"), u"clearFinishedButton"_s,
                         tr("Takes finished files out of this list; Messages keeps them"), bar);
    setButtonKind(m_clear, ButtonKind::Flat);
    connect(m_send, &QPushButton::clicked, this, &PushPage::send);
    connect(m_pause, &QPushButton::clicked, this, &PushPage::pauseOrGoOn);
    connect(m_cancel, &QPushButton::clicked, this, &PushPage::cancelChosen);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_model->removeFinished();
        refresh();
    });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_send);
    row->addWidget(m_pause);
    row->addWidget(m_cancel);
    row->addWidget(m_copying);
    row->addStretch();
    row->addWidget(m_clear);
    return bar;
}

} // namespace waybill
