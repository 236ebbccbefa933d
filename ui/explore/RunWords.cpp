#include "ui/explore/RunWords.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunWords", text);
}

QString rowsWords(qint64 rows)
{
    return rows == 1 ? tr("1 row") : tr("%1 rows").arg(texts::number(rows));
}

QString estimateWords(const ReadEstimate &estimate)
{
    const QString pages = estimate.pages == 1 ? tr("1 page") : tr("%1 pages").arg(texts::number(estimate.pages));
    return tr("%1, %2, %3").arg(pages, texts::bytes(estimate.bytes), texts::spanInWords(estimate.time));
}

} // namespace

QString costWords(const QueryRun &run)
{
    if (run.isCounting())
        return tr("Counting…");
    if (!run.total())
        return run.countError() && !run.error() ? tr("Not counted: %1").arg(run.countError()->message) : QString();
    if (run.readTotal() && run.stage() == QueryRun::Stage::Complete)
        return *run.total() == run.rows() ? tr("%1 read").arg(rowsWords(run.rows()))
                                          : tr("%1 match, %2 read").arg(rowsWords(*run.total()), rowsWords(run.rows()));
    if (!run.readTotal() || !run.estimate())
        return tr("%1 match").arg(rowsWords(*run.total()));
    return tr("%1 match: about %2").arg(rowsWords(*run.total()), estimateWords(*run.estimate()));
}

QString questionWords(const QueryRun &run)
{
    if (run.asksForMemory())
        return tr("The rows of all tabs take %1 of the %2 of memory that they may take. Read on until then?")
            .arg(texts::bytes(run.memory().used()), texts::bytes(run.memory().limit()));
    if (run.total() && run.estimate())
        return tr("This reads %1: about %2. Read them all?")
            .arg(rowsWords(run.estimate()->rows), estimateWords(*run.estimate()));
    return tr("%1 are here and more follow; how many, the service does not say. Read on?").arg(rowsWords(run.rows()));
}

GridProgress gridProgress(const QueryRun &run)
{
    GridProgress progress;
    switch (run.stage()) {
    case QueryRun::Stage::Idle:
        progress.state = GridProgress::State::Idle;
        break;
    case QueryRun::Stage::Reading:
        progress.state = GridProgress::State::Reading;
        break;
    case QueryRun::Stage::Asking:
    case QueryRun::Stage::Paused:
        progress.state = GridProgress::State::Paused;
        break;
    case QueryRun::Stage::Complete:
        progress.state = GridProgress::State::Complete;
        break;
    case QueryRun::Stage::Stopped:
        progress.state = GridProgress::State::Stopped;
        break;
    }
    progress.rows = run.rows();
    progress.total = run.readTotal();
    progress.pages = int(run.pages());
    progress.bytes = run.bytes();
    progress.time = run.time();
    progress.why = run.why();
    return progress;
}

EmptyWords emptyWords(const QueryRun &run, const QueryDraft &draft, const QString &title)
{
    using Stage = QueryRun::Stage;
    const auto &query = draft.query();
    const QString again = tr("Read again"), why = run.why();
    if (run.stage() == Stage::Reading)
        return {Icon::Spinner, tr("Reading %1…").arg(title), why.isEmpty() ? tr("The first page is on its way.") : why,
                again};
    if (run.isBusy())
        return {Icon::Pause, tr("Reading %1 is paused").arg(title), tr("No row has come yet."), again};
    if (run.error())
        return {Icon::Warning, run.error()->message, run.error()->detail.left(400), tr("Try again")};
    if (run.stage() == Stage::Complete)
        return {Icon::Table, tr("No row matches"),
                query && !query->crossCompany
                    ? tr("Only your own company was asked. Choose another company, or all of them, above.")
                    : tr("The service has no row that fulfils all conditions."),
                again};
    if (draft.set().isEmpty())
        return {Icon::Explore, tr("What do you want to see?"),
                tr("Find an entity at the left, or type or paste an address above: a URL or a line of curl does too."),
                again};
    if (run.stage() == Stage::Stopped)
        return {Icon::Table, tr("Stopped before a row came"), {}, again};
    return {Icon::Table, tr("%1 is ready to be read").arg(draft.set()),
            tr("Count says how many rows there are, Read brings them. More than 100,000 rows are read only when you "
               "say so."),
            query && !query->top ? tr("Read the first %1 rows").arg(fewRows) : tr("Read")};
}

} // namespace waybill
