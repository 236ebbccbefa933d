#include "ui/explore/QueryTab.h"

#include "app/rows/RepeatedRows.h"
#include "ui/explore/AddressField.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/ExploreMemory.h"
#include "ui/explore/ParameterStrip.h"
#include "ui/explore/QueryActions.h"
#include "ui/explore/QueryParameters.h"
#include "ui/explore/RecordLinks.h"
#include "ui/explore/RunWords.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridPane.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QueryTab::QueryTab(ExploreServices services, QString environment, CatalogueFeed *feed, ExploreMemory *memory,
                   RowMemory *rowMemory, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)), m_environment(std::move(environment)), m_feed(feed),
      m_memory(memory), m_actions(new QueryActions(this)),
      m_run(new QueryRun(m_services, m_environment, rowMemory, this))
{
    setObjectName(u"queryTab"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_bar = new QueryBar(feed, base(), this);
    m_bar->setActions(m_actions);
    m_parameters = new ParameterStrip(this);
    m_empty = new EmptyState(Icon::Table, {}, {}, this);
    m_emptyAction = m_empty->setAction(tr("Read"));
    setButtonKind(m_emptyAction, ButtonKind::Plain); // the filled one stands above
    m_emptyAction->setToolTip(tr("Read the rows of this query"));
    m_grid = new GridPane(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_grid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_parameters);
    column->addWidget(makeNotices());
    column->addWidget(m_stack, 1);

    connect(m_bar, &QueryBar::confirmed, this, &QueryTab::read);
    connect(m_parameters, &ParameterStrip::confirmed, this, &QueryTab::read);
    connect(m_parameters, &ParameterStrip::edited, this, [this] {
        m_told->hide();
        refresh();
        emit valuesChanged();
    });
    connect(m_bar, &QueryBar::edited, this, [this] {
        m_parameters->setNames(parametersIn(text()));
        emit titleChanged();
        refresh();
    });
    connect(m_actions, &QueryActions::readWanted, this, &QueryTab::read);
    connect(m_actions, &QueryActions::countWanted, this, &QueryTab::count);
    connect(m_actions, &QueryActions::pauseWanted, this, &QueryTab::pauseOrGoOn);
    connect(m_actions, &QueryActions::stopWanted, this, &QueryTab::stop);
    connect(m_actions, &QueryActions::exportWanted, this, &QueryTab::exportRows);
    connect(m_actions, &QueryActions::copyWanted, this, &QueryTab::copyAs);
    connect(m_actions, &QueryActions::saveWanted, this, &QueryTab::saveNamed);
    connect(m_run, &QueryRun::changed, this, &QueryTab::refresh);
    connect(m_run, &QueryRun::storeChanged, this, &QueryTab::storeChanged);
    connect(m_run, &QueryRun::ended, this, &QueryTab::ended);
    connect(m_emptyAction, &QPushButton::clicked, this, [this] {
        if (m_run->stage() == QueryRun::Stage::Idle && m_bar->draft().query() && !m_bar->draft().query()->top)
            m_bar->setFewRows(fewRows);
        read();
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &QueryTab::refresh);
    connectGrid();
    refresh();
}

QueryTab::~QueryTab()
{
    m_looking.request_stop();
    // What goes now tells nobody here any more.
    for (QObject *part : {static_cast<QObject *>(m_run), static_cast<QObject *>(m_bar), static_cast<QObject *>(m_grid)})
        part->disconnect(this);
}

QWidget *QueryTab::makeNotices()
{
    auto *notices = new QWidget(this);
    m_question = new Banner(BannerKind::Warning, notices);
    m_question->setObjectName(u"readQuestion"_s);
    QPushButton *all = m_question->addAction(tr("Read on"));
    all->setObjectName(u"readAll"_s);
    all->setToolTip(tr("Read the other pages too"));
    QPushButton *enough = m_question->addAction(tr("Stop here"));
    enough->setObjectName(u"readNoMore"_s);
    enough->setToolTip(tr("Keep the rows so far, and read no more"));
    connect(all, &QPushButton::clicked, m_run, &QueryRun::goOn);
    connect(enough, &QPushButton::clicked, this, &QueryTab::stop);
    m_trouble = new Banner(BannerKind::Error, notices);
    m_trouble->setObjectName(u"readTrouble"_s);
    m_again = m_trouble->addAction(tr("Go on"));
    m_again->setObjectName(u"readAgain"_s);
    m_again->setToolTip(tr("Ask for the page where it ended, and go on from there"));
    connect(m_again, &QPushButton::clicked, m_run, &QueryRun::goOn);
    m_told = new Banner(BannerKind::Good, notices);
    m_told->setObjectName(u"queryTold"_s);
    m_told->setClosable(true);
    auto *column = new QVBoxLayout(notices);
    column->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    column->setSpacing(metrics::unit);
    for (Banner *banner : {m_question, m_trouble, m_told}) {
        banner->hide();
        column->addWidget(banner);
    }
    return notices;
}

void QueryTab::connectGrid()
{
    connect(m_grid, &GridPane::filterWanted, this, [this](const QString &term) {
        m_bar->addTerm(term);
        say(tr("The query has the condition %1 now. Read again to apply it.").arg(term));
    });
    connect(m_grid, &GridPane::openRecordWanted, this, &QueryTab::openRecord);
    connect(m_grid, &GridPane::relationWanted, this, &QueryTab::followRelation);
    connect(m_grid, &GridPane::chartWanted, this, &QueryTab::showChart);
    connect(m_grid, &GridPane::layoutStateChanged, this, [this] {
        if (!m_readSet.isEmpty())
            m_memory->setLayout(m_readSet, m_grid->layoutState().toJson());
    });
    connect(m_feed, &CatalogueFeed::detailsKnown, this, [this](const QString &set) {
        if (set == m_readSet)
            tellColumns();
    });
    connect(m_feed, &CatalogueFeed::labelsCame, this, &QueryTab::tellColumns);
}

QUrl QueryTab::base() const
{
    const Environment *environment = m_services.environments->find(m_environment);
    return environment ? environment->url : QUrl();
}

void QueryTab::setText(const QString &text)
{
    m_bar->setText(text);
    m_parameters->setNames(parametersIn(this->text()));
}

void QueryTab::restore(const KeptTab &kept)
{
    m_parameters->setValues(kept.values);
    setText(kept.text);
}

KeptTab QueryTab::kept() const
{
    return {text(), m_parameters->valuesToKeep()};
}

QString QueryTab::text() const
{
    return m_bar->draft().text();
}

QString QueryTab::title() const
{
    const QString set = m_bar->draft().set();
    return set.isEmpty() ? tr("New query") : set;
}

QueryDraft QueryTab::draftToSend() const
{
    const auto values = m_parameters->values();
    if (values.isEmpty())
        return m_bar->draft();
    QueryDraft draft(base());
    draft.setText(withParameters(text(), values));
    return draft;
}

std::optional<QUrl> QueryTab::addressToSend()
{
    if (const QString missing = m_parameters->askForMissing(); !missing.isEmpty()) {
        say(tr("Give {%1} a value first: it stands below the address.").arg(missing), false);
        return std::nullopt;
    }
    const auto url = draftToSend().url();
    if (url)
        return *url;
    say(url.error().message, false);
    return std::nullopt;
}

std::optional<QueryRun::Request> QueryTab::request()
{
    const auto url = addressToSend();
    if (!url)
        return std::nullopt;
    QueryRun::Request request;
    request.url = *url;
    if (const QueryDraft draft = draftToSend(); const auto &query = draft.query()) {
        request.top = query->top;
        request.skip = query->skip;
    }
    if (const Environment *environment = m_services.environments->find(m_environment))
        request.rowCap = environment->rowCap;
    return request;
}

void QueryTab::read()
{
    const auto wanted = request();
    if (!wanted)
        return;
    m_told->hide();
    m_readText = text();
    m_readUrl = wanted->url;
    m_looking.request_stop();
    m_readSet = m_bar->draft().set();
    m_isReadWhole = m_bar->draft().query() && m_bar->draft().query()->select.isEmpty();
    m_memory->noteUse(m_environment, m_readSet);
    m_memory->addHistory(m_environment, {m_readText, {}, m_services.clock->utcNow(), -1});
    m_run->start(*wanted);
}

void QueryTab::count()
{
    if (const auto wanted = request())
        m_run->count(*wanted);
}

void QueryTab::pauseOrGoOn()
{
    if (m_run->stage() == QueryRun::Stage::Paused)
        m_run->goOn();
    else
        m_run->pause();
}

void QueryTab::stop()
{
    m_run->cancel();
}

void QueryTab::storeChanged()
{
    m_grid->setStore(m_run->store());
    if (!m_readSet.isEmpty())
        m_grid->restoreLayoutState(GridLayoutState::fromJson(m_memory->layoutOf(m_readSet)));
    tellColumns();
}

void QueryTab::tellColumns()
{
    if (const EntityDetails *details = m_readSet.isEmpty() ? nullptr : m_feed->details(m_readSet))
        m_grid->setColumns(gridColumns(*details, *m_feed));
}

void QueryTab::ended()
{
    if (m_run->stage() == QueryRun::Stage::Complete)
        m_memory->addHistory(m_environment, {m_readText, {}, m_services.clock->utcNow(), m_run->rows()});
    const QStringList notes = m_run->notes();
    if (!notes.isEmpty())
        say(notes.join(u' '), false);
    if (m_run->stage() == QueryRun::Stage::Complete && m_run->pages() > 1)
        lookForRepeatedRows(this);
    refresh();
}

QCoro::Task<void> QueryTab::lookForRepeatedRows(QPointer<QueryTab> tab)
{
    const EntityDetails *details = tab->m_readSet.isEmpty() ? nullptr : tab->m_feed->details(tab->m_readSet);
    const RowStore store = *tab->m_run->store();
    std::vector<int> keys;
    bool allThere = details != nullptr;
    for (const EntityProperty &property : details ? details->properties : QList<EntityProperty>()) {
        if (!property.key)
            continue;
        const auto column = store.columnOf(property.name.toStdString());
        allThere = allThere && column;
        keys.push_back(column.value_or(-1));
    }
    tab->m_looking.request_stop();
    tab->m_looking = std::stop_source();
    const std::stop_token stop = tab->m_looking.get_token();
    const auto work = QtConcurrent::run([store, stop, isWhole = tab->m_isReadWhole,
                                         keys = allThere ? keys : std::vector<int>()]() -> std::optional<qsizetype> {
        if (!keys.empty())
            return repeatedRows(store, keys, stop);
        return isWhole || haveEtags(store) ? repeatedWholeRows(store, stop) : 0;
    });
    const auto repeated = co_await work;
    if (!tab || stop.stop_requested() || repeated.value_or(0) == 0)
        co_return;
    const QString words =
        *repeated == 1
            ? tr("1 row came twice: data changed while the pages were read, so others may be missing. Read again, "
                 "ordered by the key.")
            : tr("%1 rows came twice: data changed while the pages were read, so others may be missing. Read again, "
                 "ordered by the key.")
                  .arg(texts::number(*repeated));
    tab->say(words, false);
}

void QueryTab::refresh()
{
    m_actions->show(*m_run, draftToSend().url().has_value());
    m_bar->setCost(costWords(*m_run));
    refreshQuestion();
    refreshEmpty();
    m_grid->setProgress(gridProgress(*m_run));
    if (m_run->stage() == QueryRun::Stage::Reading && !m_second.isActive())
        m_second.start();
    else if (m_run->stage() != QueryRun::Stage::Reading)
        m_second.stop();
}

void QueryTab::refreshQuestion()
{
    const bool asks = m_run->stage() == QueryRun::Stage::Asking;
    if (asks)
        m_question->setText(questionWords(*m_run));
    m_question->setVisible(asks);
    // Without rows the trouble stands in their place; with rows above them.
    const QString why = m_run->why();
    const bool isTrouble = m_run->rows() > 0 && !why.isEmpty() && m_run->stage() != QueryRun::Stage::Idle;
    if (isTrouble) {
        const auto &error = m_run->error();
        m_trouble->setKind(error                                        ? BannerKind::Error
                           : m_run->stage() == QueryRun::Stage::Reading ? BannerKind::Warning
                           : m_run->endedForMemory()                    ? BannerKind::Warning
                                                                        : BannerKind::Info);
        m_trouble->setText(error ? tr("Page %1 failed: %2").arg(m_run->pages() + 1).arg(why) : why,
                           error ? error->detail : QString());
    }
    m_again->setVisible(m_run->stage() == QueryRun::Stage::Stopped && m_run->canGoOn());
    m_trouble->setVisible(isTrouble);
}

void QueryTab::refreshEmpty()
{
    if (m_run->rows() > 0) {
        m_stack->setCurrentWidget(m_grid);
        return;
    }
    m_stack->setCurrentWidget(m_empty);
    const EmptyWords words = emptyWords(*m_run, m_bar->draft(), title());
    m_empty->setTexts(words.icon, words.title, words.sentence);
    m_emptyAction->setVisible(draftToSend().url().has_value() && !m_run->isBusy());
    m_emptyAction->setText(words.action);
    m_emptyAction->setAccessibleName(words.action);
}

void QueryTab::say(const QString &sentence, bool good)
{
    m_told->setKind(good ? BannerKind::Good : BannerKind::Warning);
    m_told->setText(sentence);
    m_told->show();
}

} // namespace waybill
