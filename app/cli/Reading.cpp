#include "app/cli/Reading.h"

#include "app/catalogue/CatalogueService.h"
#include "app/cli/Services.h"
#include "app/odata/PageReader.h"
#include "app/odata/Query.h"
#include "app/odata/RowExport.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLocale>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class StandardOutput final : public ByteSink
{
public:
    explicit StandardOutput(Output *out) : m_out(out) {}
    Result<void> write(std::string_view bytes) override { return m_out->data(bytes); }

private:
    Output *m_out;
};

QString shown(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

/// `1 row`, `2 rows`.
QString counted(qint64 number, const QString &one, const QString &several)
{
    return u"%1 %2"_s.arg(shown(number), number == 1 ? one : several);
}

Result<void> finished(RowExport *rows)
{
    return rows->finish();
}

void showProgress(Output &out, const PageReader &reader, const ThrottleGate &gate)
{
    const ReadProgress &now = reader.progress();
    QString text = u"%1 rows, %2 pages, %3 MB"_s.arg(shown(now.rows), shown(now.pages), shown(now.bytes >> 20));
    if (now.total)
        text = u"%1 of %2"_s.arg(text, shown(*now.total));
    if (gate.isClosed())
        text += u"; waiting: "_s + gate.reason();
    else if (!now.trouble.isEmpty())
        text += u"; a page is asked for again: "_s + now.trouble;
    out.progress(text);
}

/// What is told while it lasts: a line on the terminal where standard output is not in its way, and every wait.
void follow(const PageReader &reader, ThrottleGate *gate, Output *out, bool toFile)
{
    if (toFile) {
        const auto show = [reader = &reader, gate, out] { showProgress(*out, *reader, *gate); };
        QObject::connect(&reader, &PageReader::progressed, &reader, show);
        QObject::connect(gate, &ThrottleGate::changed, &reader, show);
    }
    QObject::connect(gate, &ThrottleGate::changed, &reader, [gate, out] {
        if (gate->isClosed())
            out->note(u"%1 Waiting until %2 UTC."_s.arg(gate->reason(), gate->untilUtc().toString(u"HH:mm:ss"_s)));
    });
}

void tellNotes(Output &out, const RowExport &rows, const ReadProgress &progress)
{
    for (const QString &note : rows.notes())
        out.note(note);
    if (const qint64 repeated = rows.repeatedRows(); repeated > 0) {
        out.note(
            u"%1 came twice, on different pages: data changed while they were read, so others may be missing. Read "
            u"again, ordered by the key (--orderby)."_s.arg(counted(repeated, u"row"_s, u"rows"_s)));
    }
    if (progress.repeatedNames > 0) {
        out.note(u"%1 came with a name that was in the row already; where a row takes one, the last counts."_s.arg(
            counted(progress.repeatedNames, u"value"_s, u"values"_s)));
    }
    if (progress.loneSurrogates > 0) {
        out.note(u"%1 came without the other half: U+FFFD in all formats but json and jsonl."_s.arg(
            counted(progress.loneSurrogates, u"half of a character"_s, u"halves of characters"_s)));
    }
    if (progress.cutLists > 0) {
        out.note(u"%1 came cut: the service has more in “%2” than it sent with its row, behind links that are not "
                 u"followed. Read the entity set they are of by itself."_s.arg(
                     counted(progress.cutLists, u"list of related records"_s, u"lists of related records"_s),
                     progress.cutList));
    }
}

QJsonObject summary(const ReadingPlan &plan, const ReadProgress &progress, qint64 milliseconds, bool complete)
{
    return {{u"rows"_s, progress.rows},   {u"pages"_s, progress.pages},
            {u"bytes"_s, progress.bytes}, {u"seconds"_s, double(milliseconds) / 1000},
            {u"complete"_s, complete},    {u"url"_s, plan.url.toString(QUrl::FullyEncoded)}};
}

/// The reading stopped at a limit: said, and whether it was the environment's own.
ExitCode tellLimit(Output &out, const ReadingPlan &plan, qint64 rows)
{
    if (plan.mostRows && rows == *plan.mostRows) {
        out.note(u"There are more rows than the %1 of --max-rows."_s.arg(shown(rows)));
        return ExitCode::Good;
    }
    out.note(
        u"Stopped at the row cap of “%1”: there are more than these %2 rows. Narrow the query, or lift the cap with "
        u"waybill-cli environments edit \"%1\" --row-cap none."_s.arg(plan.environment, shown(rows)));
    return ExitCode::BadOutcome;
}
} // namespace

ExitCode readingExit(const Error &error, bool hasPrinted)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
        return ExitCode::Undecided;
    case ErrorKind::AnswerLost:
    case ErrorKind::TimedOut:
        return ExitCode::Unreachable; // asking changes nothing, so nothing is undecided
    default:
        break;
    }
    const ExitCode code = exitCodeOf(error);
    return code == ExitCode::WrongUse && hasPrinted ? ExitCode::Unreachable : code;
}

QCoro::Task<Result<QUrl>> withMeantSet(Services &services, std::shared_ptr<HttpClient> client, QString environment,
                                       QUrl url)
{
    const QUrl root = client->at(u"/data"_s);
    const QString set = setOf(url, root);
    if (set.isEmpty() || set.startsWith(u'$'))
        co_return url;
    Output *out = &services.out();
    const auto catalogue =
        std::make_shared<CatalogueService>(services.profile(), environment, client, services.clock());
    const auto meant = co_await catalogue->resolve(set, services.deadline().token());
    if (!meant)
        co_return fail(meant.error());
    if (!meant->note.isEmpty())
        out->note(meant->note);
    co_return withSet(url, root, meant->name);
}

QCoro::Task<ExitCode> readInto(Services &services, std::shared_ptr<HttpClient> client, ReadingPlan plan)
{
    Output &out = services.out();
    StandardOutput standard(&out);
    auto made = plan.output ? RowExport::toFile(*plan.output, plan.format, plan.name, plan.columns)
                            : RowExport::toSink(&standard, plan.format, plan.columns, out.width());
    if (!made) {
        out.error(made.error());
        co_return ExitCode::WrongUse;
    }
    RowExport &rows = **made;
    rows.noticeRepeats(plan.isWhole);
    PageReader::Rules rules;
    rules.mostRows = std::min(plan.mostRows.value_or(rules.mostRows), plan.rowCap.value_or(rules.mostRows));
    PageReader reader(client, &rows.sink(), rules);
    follow(reader, &client->gate(), &out, plan.output.has_value());
    QElapsedTimer clock;
    clock.start();
    auto end = co_await reader.read(plan.url, services.deadline().token());
    if (!end && end.error().kind == ErrorKind::NotFound && reader.progress().pages == 0) {
        const auto other = co_await withMeantSet(services, client, plan.environment, plan.url);
        if (!other) {
            end = fail(other.error());
        } else if (*other != plan.url) {
            plan.url = *other;
            rows.writer().rename(setOf(plan.url, client->at(u"/data"_s)));
            end = co_await reader.read(plan.url, services.deadline().token());
        }
    }
    std::optional<Error> trouble;
    if (end) {
        const auto finishing = QtConcurrent::run(&finished, &rows);
        const auto whole = co_await finishing;
        if (!whole)
            trouble = whole.error();
    } else {
        trouble = end.error();
        rows.abandon();
    }
    out.progress({});
    tellNotes(out, rows, reader.progress());
    if (trouble) {
        out.error(*trouble);
        if (const QString part = rows.keptPart(); !part.isEmpty()) {
            out.note(u"What was read, %1, is in %2."_s.arg(counted(reader.progress().rows, u"row"_s, u"rows"_s),
                                                           QDir::toNativeSeparators(part)));
        }
        // What could not be written to standard output may have been begun there.
        const bool hasPrinted = reader.progress().pages > 0 || trouble->kind == ErrorKind::Storage;
        co_return readingExit(*trouble, !plan.output && hasPrinted);
    }
    const bool complete = *end == PageReader::End::Complete;
    const ExitCode code = complete ? ExitCode::Good : tellLimit(out, plan, reader.progress().rows);
    if (plan.output) {
        if (out.isJson())
            out.json(summary(plan, reader.progress(), clock.elapsed(), complete));
        else
            out.note(u"%1: %2."_s.arg(QDir::toNativeSeparators(*plan.output),
                                      counted(reader.progress().rows, u"row"_s, u"rows"_s)));
    }
    co_return code;
}

} // namespace waybill
