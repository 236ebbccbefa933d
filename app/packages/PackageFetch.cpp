#include "app/packages/PackageFetch.h"

#include "app/base/Sleep.h"
#include "app/base/VisibleText.h"
#include "app/environments/PackageName.h"
#include "app/http/FileAddress.h"
#include "app/http/Redaction.h"
#include "app/packages/DownloadChanges.h"
#include "app/packages/PackageCheck.h"

#include <QFileInfo>
#include <QtConcurrent>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int mostBreaks = 5;    ///< in a row without one byte more than before
constexpr int silenceCounts = 3; ///< as many breaks: it was waited for long enough

Result<QString> placed(const DownloadStore &store, DownloadKey key, const QString &wanted, const QString &sha256)
{
    return store.place(key, wanted, sha256);
}

/// Why an answer brought no file.
Error errorOf(const HttpAnswer &answer, const QUrl &base, const QUrl &address)
{
    const bool own = sameOrigin(base, address);
    const auto error = [&answer](ErrorKind kind, const QString &message) {
        return Error{kind, message, {}, answer.status, {}};
    };
    switch (answer.status) {
    case 404:
    case 410:
        return error(ErrorKind::NotFound,
                     u"Nothing is at the address that the service gave for the package (%1)."_s.arg(answer.status));
    case 401:
    case 403:
        return own ? error(ErrorKind::NotSignedIn,
                           u"The service did not let the package be downloaded (%1)."_s.arg(answer.status))
                   : error(ErrorKind::Refused, u"%1 did not accept the signed address of the package (%2): it has "
                                               u"expired, or this computer may not read there."_s.arg(
                                                   address.host(), QString::number(answer.status)));
    case 416:
        return error(ErrorKind::Refused, u"%1 broke the download off and did not let it go on where it had ended "
                                         u"(416). A proxy on the way may allow no more."_s.arg(address.host()));
    default:
        return error(
            answer.status >= 500 ? ErrorKind::ServerFault : ErrorKind::Refused,
            u"%1 answered the download with an error (%2)."_s.arg(address.host(), QString::number(answer.status)));
    }
}

/// Where a package is said to lie, for a sentence: the host, or what stands there in place of a whole address, without
/// what may be secret of it.
QString placeOf(const QString &location)
{
    const QUrl address(location);
    const QString place = address.host().isEmpty()
                              ? address.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment)
                              : address.host();
    return place.isEmpty() ? u"an address that cannot be read"_s : visibleText(place, LineEnds::AsSpaces, 200);
}

bool isWorthRepeating(const HttpOutcome &outcome)
{
    if (outcome.answer) {
        const int status = outcome.answer->status;
        return status == 408 || status == 429 || status >= 500;
    }
    return outcome.error.kind == ErrorKind::Unreachable || outcome.error.kind == ErrorKind::AnswerLost ||
           outcome.error.kind == ErrorKind::TimedOut;
}
} // namespace

/// A file that came to its end as far as can be told.
struct PackageFetch::Arrival {
    bool isPatched = false;     ///< of several answers
    bool lengthIsKnown = false; ///< the service said how long it is
};

PackageFetch::PackageFetch(DownloadBook *book, DownloadStore store, std::shared_ptr<const Clock> clock,
                           DequeueCalls calls, QString nameTemplate, FollowUp followUp)
    : m_book(book), m_store(std::move(store)), m_clock(std::move(clock)), m_calls(std::move(calls)),
      m_nameTemplate(std::move(nameTemplate)), m_followUp(followUp)
{
}

QString PackageFetch::nameOf(const Download &row) const
{
    const bool isExport = row.kind == DownloadKind::Exported;
    return namedAfter(m_nameTemplate,
                      {row.environment, isExport ? row.dataProject : row.job, row.company,
                       isExport ? row.executionId.text() : row.correlationId, row.createdUtc, number(row.key)});
}

QCoro::Task<Result<PackageFetch::Arrival>>
PackageFetch::download(QUrl address, DownloadKey key, DequeueCalls::Progress progress, std::stop_token stop) const
{
    const QString part = m_store.partPath(key);
    Arrival arrival;
    qint64 most = 0;
    bool beganAnew = false;
    for (int failures = 0;;) {
        if (auto ready = m_store.prepare(); !ready)
            co_return fail(ready.error());
        const auto opened = m_store.openPart(key);
        if (!opened)
            co_return fail(opened.error());
        const qint64 have = *opened;
        most = std::max(most, have);
        const auto outcome = co_await m_calls.of(key).download(address, part, have, progress, stop);
        const int status = outcome.answer ? outcome.answer->status : 0;
        if (status == 200 || status == 206) {
            arrival.isPatched = status == 206;
            arrival.lengthIsKnown = !outcome.answer->header("Content-Length").isEmpty();
            co_return arrival;
        }
        const bool isOtherPart = !outcome.answer && outcome.error.kind == ErrorKind::Storage;
        // What is here is no beginning of this file. Only once: some proxies break off each time and never go on.
        if (have > 0 && !beganAnew && (status == 416 || isOtherPart)) {
            beganAnew = true;
            m_store.removePart(key);
            most = 0;
            continue;
        }
        if (status >= 200 && status < 300) {
            co_return fail(Error{ErrorKind::NotFound,
                                 u"The service brought nothing where the package should be (%1)."_s.arg(status),
                                 {},
                                 status,
                                 {}});
        }
        const Error error = outcome.answer ? errorOf(*outcome.answer, m_calls.base(), address) : outcome.error;
        const qint64 now = QFileInfo(part).size();
        const bool wasSilent = !outcome.answer && outcome.error.kind == ErrorKind::TimedOut && now == have;
        failures = now > most ? 0 : failures + (wasSilent ? silenceCounts : 1);
        most = std::max(most, now);
        if (!isWorthRepeating(outcome) || failures >= mostBreaks)
            co_return fail(error);
        const bool goesOn = co_await sleepFor(std::min<std::chrono::milliseconds>(500ms * (1 << failures), 8s), stop);
        if (!goesOn)
            co_return fail(ErrorKind::Cancelled, u"The download was interrupted."_s);
    }
}

QCoro::Task<Result<Download>> PackageFetch::store(Download row, CheckedPackage package, DownloadState safe) const
{
    const auto placing = QtConcurrent::run(&placed, m_store, row.key, nameOf(row), package.digest.sha256);
    const auto name = co_await placing;
    const DownloadBook::Change change = name ? changeToSafe(safe, *name, package, m_clock->utcNow(), m_followUp)
                                             : changeTo(DownloadState::Announced, name.error());
    auto written = co_await m_book->commit(row.key, change);
    // A file with the same name and content was taken for this one, and may have been another row's to be removed.
    if (!name || !written || QFileInfo::exists(m_store.path(*name)))
        co_return written;
    const DownloadBook::Change again =
        changeTo(DownloadState::Announced, Error{ErrorKind::Storage,
                                                 u"The file of the package was removed while it was being stored. "
                                                 u"Fetch it again."_s,
                                                 {},
                                                 0,
                                                 {}});
    auto gone = co_await m_book->commit(row.key, again);
    co_return gone;
}

QCoro::Task<Result<Download>> PackageFetch::keepDamaged(Download row, Error reason) const
{
    const auto digesting = QtConcurrent::run(&fileDigest, m_store.partPath(row.key), std::stop_token());
    const auto digest = co_await digesting;
    const auto placing =
        QtConcurrent::run(&placed, m_store, row.key, nameOf(row) + u".damaged"_s, digest.value_or(FileDigest{}).sha256);
    const auto name = co_await placing;
    reason.message = u"What the service sent is no sound package: %1 It is kept for inspection%2"_s.arg(
        reason.message,
        row.kind == DownloadKind::Exported ? u"."_s : u" and was not acknowledged; the service hands it out again."_s);
    const DownloadBook::Change change =
        changeToDamaged(name.value_or(QString()), digest.value_or(FileDigest{}), reason);
    auto written = co_await m_book->commit(row.key, change);
    co_return written;
}

QCoro::Task<Result<Download>> PackageFetch::run(Download row, DownloadState safe, DequeueCalls::Progress progress,
                                                std::stop_token stop) const
{
    const auto message = handedOutFrom(row.dequeueJson);
    std::optional<DownloadBook::Change> obstacle;
    QUrl address;
    if (!message || message->location.isEmpty() || !message->isThere) {
        const QString words = message && !message->trouble.isEmpty()
                                  ? u" It says: %1"_s.arg(redactedBody(message->trouble.toUtf8(), 300))
                                  : QString();
        obstacle = changeTo(
            DownloadState::Missing,
            Error{ErrorKind::NotFound,
                  u"The service handed out a message without a file that could be fetched.%1 It was "
                  u"not acknowledged. See in F&O under *Manage messages* what became of the export."_s.arg(words)});
    } else if (const auto called = fileAddress(m_calls.base(), QUrl(message->location)); !called) {
        obstacle =
            changeTo(DownloadState::Refused,
                     Error{ErrorKind::Refused,
                           u"The package lies at %1 and was not fetched: %2%3"_s.arg(
                               placeOf(message->location), called.error().message,
                               row.kind == DownloadKind::Exported ? QString() : u" It was not acknowledged."_s)});
    } else {
        address = *called;
    }
    const DownloadBook::Change first = obstacle.value_or(changeTo(DownloadState::Downloading));
    const auto begun = co_await m_book->commit(row.key, first);
    if (!begun || obstacle)
        co_return begun;

    for (bool isLast = false;; isLast = true) {
        const auto arrival = co_await download(address, row.key, progress, stop);
        if (!arrival) {
            const bool isMissing = arrival.error().kind == ErrorKind::NotFound;
            const DownloadBook::Change change =
                changeTo(isMissing ? DownloadState::Missing : DownloadState::Announced, arrival.error());
            auto kept = co_await m_book->commit(row.key, change);
            co_return kept;
        }
        const auto checking = QtConcurrent::run(&checkPackage, m_store.partPath(row.key), stop);
        const auto package = co_await checking;
        if (package) {
            auto stored = co_await store(*begun, *package, safe);
            co_return stored;
        }
        if (package.error().kind != ErrorKind::BadInput) {
            const DownloadBook::Change change = changeTo(DownloadState::Announced, package.error());
            auto kept = co_await m_book->commit(row.key, change);
            co_return kept;
        }
        // The parts may not belong together, or the connection ended where only the end of it told that all had come.
        if (isLast || (!arrival->isPatched && arrival->lengthIsKnown)) {
            auto kept = co_await keepDamaged(*begun, package.error());
            co_return kept;
        }
        m_store.removePart(row.key);
    }
}

} // namespace waybill
