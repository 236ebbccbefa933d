#include "ui/dashboard/DashboardPage.h"

#include "app/base/FileThreads.h"
#include "ui/dashboard/ChartCard.h"
#include "ui/dashboard/FigureButton.h"
#include "ui/dashboard/FiguresCsv.h"
#include "ui/dashboard/PeriodBar.h"
#include "ui/dashboard/RowBars.h"
#include "ui/dashboard/SavedFile.h"
#include "ui/dashboard/StackedBars.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QFutureWatcher>
#include <QGridLayout>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QtConcurrentRun>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Widths of the page from which on charts stand side by side.
constexpr int threeColumns = 960, twoColumns = 600;
enum CardAt { Outcomes, Times, Entities, Causes };
} // namespace

DashboardPage::DashboardPage(DashboardServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)),
      m_feed(new DashboardFeed(m_services.journal, m_services.profileFolder, m_services.clock, this))
{
    setObjectName(u"dashboardPage"_s);
    setAccessibleName(tr("Dashboard page"));
    m_content = new QWidget;
    auto *inside = new QVBoxLayout(m_content);
    inside->setContentsMargins(metrics::margin, metrics::half, metrics::margin, metrics::margin);
    inside->setSpacing(metrics::unit);
    inside->addWidget(makeFigures());
    inside->addWidget(makeCharts(), 1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus); // what is inside scrolls itself into sight
    m_scroll->setWidget(m_content);
    m_empty = new EmptyState(Icon::Dashboard, tr("Nothing to count yet"),
                             tr("Once files are pushed, this page tells how they fared: what failed and why, how long "
                                "it took, and what hangs."),
                             this);
    connect(m_empty->setAction(tr("Push a file")), &QPushButton::clicked, this, &DashboardPage::pushPageWanted);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_stack, 1);

    connect(m_feed, &DashboardFeed::begun, this, &DashboardPage::wait);
    connect(m_feed, &DashboardFeed::answered, this, &DashboardPage::showFigures);
    connect(m_feed, &DashboardFeed::failed, this, &DashboardPage::tell);
    connect(m_periods, &PeriodBar::periodChanged, m_feed, &DashboardFeed::setPeriod);
    wait();
}

QWidget *DashboardPage::makeHead()
{
    auto *head = new QWidget(this);
    m_sentence = new QLabel(head);
    m_sentence->setObjectName(u"dashboardSentence"_s);
    m_sentence->setFont(fonts::heading(font()));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_trouble = new Banner(BannerKind::Error, head);
    m_trouble->setObjectName(u"dashboardTrouble"_s);
    connect(m_trouble->addAction(tr("Try again")), &QPushButton::clicked, m_feed, &DashboardFeed::refresh);
    m_trouble->hide();
    m_saved = new Banner(BannerKind::Good, head);
    m_saved->setObjectName(u"dashboardSaved"_s);
    m_saved->setClosable(true);
    m_saved->hide();
    m_periods = new PeriodBar(head);
    m_save = new QPushButton(head);
    m_save->setObjectName(u"saveDashboard"_s);
    m_save->setText(tr("Save…"));
    m_save->setIcon(themedIcon(Icon::Save));
    m_save->setAccessibleName(tr("Save the page"));
    m_save->setToolTip(tr("Save the page as a picture (Ctrl+Shift+P), or all numbers (Ctrl+Shift+S)"));
    auto *menu = new QMenu(m_save);
    QAction *picture = menu->addAction(tr("Picture (PNG)…"), QKeySequence(u"Ctrl+Shift+P"_s), this,
                                       [this] { savePicture(m_content, tr("dashboard")); });
    picture->setObjectName(u"pagePng"_s);
    QAction *numbers = menu->addAction(tr("Numbers (CSV)…"), QKeySequence(u"Ctrl+Shift+S"_s), this,
                                       [this] { saveNumbers(m_cards, tr("dashboard")); });
    numbers->setObjectName(u"pageCsv"_s);
    connect(m_save, &QPushButton::clicked, menu,
            [this, menu] { menu->popup(m_save->mapToGlobal(QPoint(0, m_save->height()))); });
    for (QAction *action : {picture, numbers}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action); // reachable without the menu
    }
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_periods, 1);
    bar->addWidget(m_save);
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(metrics::margin, 14, metrics::margin, metrics::unit);
    rows->setSpacing(metrics::unit);
    rows->addWidget(m_sentence);
    rows->addWidget(m_trouble);
    rows->addWidget(m_saved);
    rows->addLayout(bar);
    return head;
}

QWidget *DashboardPage::makeFigures()
{
    auto *line = new QWidget(m_content);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    m_inFlight = new FigureButton(Icon::Spinner, tr("In flight"), line);
    m_inFlight->setObjectName(u"inFlightFigure"_s);
    m_oldest = new FigureButton(Icon::Clock, tr("Oldest waiting"), line);
    m_oldest->setObjectName(u"oldestFigure"_s);
    m_attention = new FigureButton(Icon::Warning, tr("Needs attention"), line);
    m_attention->setObjectName(u"attentionFigure"_s);
    for (FigureButton *figure : {m_inFlight, m_oldest, m_attention})
        row->addWidget(figure, 1);
    connect(m_inFlight, &QPushButton::clicked, this, [this] {
        open({{.environment = m_feed->environment(), .states = statesOf(Outcome::InFlight)}, tr("In flight")});
    });
    connect(m_oldest, &QPushButton::clicked, this, [this] {
        if (m_shown.oldestWaiting)
            open({{.environment = m_feed->environment(), .keys = {m_shown.oldestWaiting->key}}, tr("Oldest waiting")});
    });
    connect(m_attention, &QPushButton::clicked, this, [this] {
        open({{.environment = m_feed->environment(), .needsAttention = true}, tr("Needs attention")});
    });
    return line;
}

QWidget *DashboardPage::makeCharts()
{
    auto *charts = new QWidget(m_content);
    m_grid = new QGridLayout(charts);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(metrics::unit);
    m_cards = {new ChartCard(u"outcomes"_s, tr("Outcome over time"), new StackedBars, charts),
               new ChartCard(u"times"_s, tr("Time to process, by job"), new RowBars, charts),
               new ChartCard(u"entities"_s, tr("Failures by entity"), new RowBars, charts),
               new ChartCard(u"causes"_s, tr("Failures by cause"), new RowBars, charts)};
    makeCard(m_cards[Outcomes], tr("outcome over time"));
    makeCard(m_cards[Times], tr("time to process"));
    makeCard(m_cards[Entities], tr("failures by entity"));
    makeCard(m_cards[Causes], tr("failures by cause"));
    return charts;
}

void DashboardPage::makeCard(ChartCard *card, const QString &fileName)
{
    connect(card, &ChartCard::opened, this, &DashboardPage::open);
    connect(card, &ChartCard::pictureWanted, this, [this, card, fileName] { savePicture(card, fileName); });
    connect(card, &ChartCard::numbersWanted, this, [this, card, fileName] { saveNumbers({card}, fileName); });
}

void DashboardPage::arrange()
{
    const int columns = width() >= threeColumns ? 3 : width() >= twoColumns ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (ChartCard *card : m_cards)
        m_grid->removeWidget(card);
    m_grid->addWidget(m_cards[Outcomes], 0, 0, 1, columns);
    m_grid->addWidget(m_cards[Times], 1, 0);
    if (columns == 1)
        m_grid->addWidget(m_cards[Entities], 2, 0);
    else
        m_grid->addWidget(m_cards[Entities], 1, 1);
    if (columns == 3)
        m_grid->addWidget(m_cards[Causes], 1, 2);
    else
        m_grid->addWidget(m_cards[Causes], 4 - columns, 0, 1, columns);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_grid->setRowStretch(0, 1);
}

void DashboardPage::setEnvironment(const QString &environment)
{
    if (environment == m_feed->environment())
        return;
    // These figures are of no period: nothing else would tell that they are another environment's.
    m_shown = {};
    for (FigureButton *figure : {m_inFlight, m_oldest, m_attention})
        figure->setFigure(u"–"_s, StatusRole::Quiet, {}, false);
    m_feed->setEnvironment(environment);
}

void DashboardPage::setPeriod(const Period &period)
{
    m_periods->setPeriod(period);
}

void DashboardPage::wait()
{
    // The frame at once; figures of before would be read as those of now.
    m_ready = false;
    const DashboardView view = m_feed->view();
    m_periods->setDays(periodDays(view));
    m_sentence->setText(tr("Counting the messages %1…").arg(periodText(view)));
    for (ChartCard *card : m_cards)
        card->setWaiting(tr("Counting…"));
    setSavable(false);
}

void DashboardPage::setSavable(bool savable)
{
    m_save->setEnabled(savable);
    for (QAction *action : actions()) // their shortcuts do not ask the button
        action->setEnabled(savable);
}

void DashboardPage::showFigures(const Statistics &statistics, const DashboardView &view)
{
    m_ready = true;
    m_shown = statistics;
    m_trouble->hide();
    m_periods->setDays(periodDays(view));
    m_stack->setCurrentWidget(statistics.anything ? static_cast<QWidget *>(m_scroll) : m_empty);
    m_sentence->setText(statistics.anything ? dashboardSentence(statistics, view)
                                            : tr("Nothing has been pushed here yet"));
    setSavable(statistics.anything);
    showPresent(statistics, view);
    const QString when = periodText(view);
    const bool any = statistics.total().all() > 0;
    m_cards[Outcomes]->setFigures(outcomesOverTime(statistics, view), tr("No messages %1").arg(when));
    m_cards[Times]->setFigures(timesByJob(statistics, view), tr("No message came to its end %1").arg(when));
    const QString none = any ? tr("Nothing failed %1").arg(when) : tr("No messages %1").arg(when);
    m_cards[Entities]->setFigures(failuresByEntity(statistics, view), none);
    m_cards[Causes]->setFigures(failuresByCause(statistics, view), none);
}

void DashboardPage::showPresent(const Statistics &statistics, const DashboardView &view)
{
    m_inFlight->setFigure(texts::number(statistics.inFlight),
                          statistics.inFlight > 0 ? StatusRole::Running : StatusRole::Quiet, {},
                          statistics.inFlight > 0);
    if (statistics.oldestWaiting) {
        const Message &oldest = *statistics.oldestWaiting;
        const std::chrono::milliseconds waits(oldest.createdUtc.msecsTo(view.now));
        const QString what = oldest.file.isEmpty() ? oldest.job : oldest.file;
        m_oldest->setFigure(texts::duration(waits), StatusRole::Quiet, what, true);
    } else {
        m_oldest->setFigure(u"–"_s, StatusRole::Quiet, tr("nothing waits"), false);
    }
    m_attention->setFigure(texts::number(statistics.needsAttention),
                           statistics.needsAttention > 0 ? StatusRole::Amber : StatusRole::Quiet, {},
                           statistics.needsAttention > 0);
}

void DashboardPage::tell(const Error &error)
{
    m_trouble->setText(error.message, error.detail);
    m_trouble->show();
    if (m_ready)
        return; // the figures of before stay, they are right for their moment
    m_sentence->setText(tr("The figures could not be read"));
    for (ChartCard *card : m_cards)
        card->setWaiting(tr("No figures"));
}

QString DashboardPage::fileName(const QString &name, const QString &ending) const
{
    const DashboardView view = m_feed->view();
    const QList<QDateTime> all = borders(view.period, view.now, view.zone);
    const QString from = all.first().toTimeZone(view.zone).date().toString(Qt::ISODate);
    QString whole = u"%1 %2 %3.%4"_s.arg(m_feed->environment(), name, from, ending);
    for (QChar &c : whole) {
        if (u"/\\:*?\"<>|"_s.contains(c) || c < u' ')
            c = u'-';
    }
    return whole;
}

void DashboardPage::savePicture(QWidget *of, const QString &name)
{
    // Drawn before the dialog covers it; what is saved is what was seen.
    const DashboardView view = m_feed->view();
    const QString days = periodDays(view);
    const QImage image = of == m_content ? captioned(pictureOf(of), m_sentence->text(),
                                                     tr("%1 · %2").arg(m_feed->environment(), days), this)
                                         : captioned(pictureOf(of), m_feed->environment(), days, this);
    const QPointer<DashboardPage> self = this;
    m_services.askSavePath(this, fileName(name, u"png"_s), [self, image](const QString &path) {
        if (self)
            self->save(QtConcurrent::run(&fileThreads(), &savePng, path, image), path);
    });
}

void DashboardPage::saveNumbers(const QList<ChartCard *> &cards, const QString &name)
{
    QList<ChartFigures> charts = cards.size() == 1 ? QList<ChartFigures>() : presentFigures(m_shown, m_feed->view());
    for (const ChartCard *card : cards)
        charts.append(card->figures());
    const QByteArray csv = charts.size() == 1 ? figuresCsv(charts.first()) : figuresCsv(charts);
    const QPointer<DashboardPage> self = this;
    m_services.askSavePath(this, fileName(name, u"csv"_s), [self, csv](const QString &path) {
        if (self)
            self->save(QtConcurrent::run(&fileThreads(), &saveBytes, path, csv), path);
    });
}

/// A folder on a network that does not answer holds up nobody here.
void DashboardPage::save(const QFuture<Result<void>> &saving, const QString &path)
{
    auto *watcher = new QFutureWatcher<Result<void>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const auto saved = watcher->result();
        m_saved->setKind(saved ? BannerKind::Good : BannerKind::Error);
        if (saved)
            m_saved->setText(tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
        else
            m_saved->setText(saved.error().message, saved.error().detail);
        m_saved->show();
    });
    watcher->setFuture(saving);
}

void DashboardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed->setWatched(true);
}

void DashboardPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setWatched(false);
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace waybill
