#include "ui/packages/DownloadPill.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DownloadPill", text);
}

} // namespace

Pill downloadPill(const Download &download, std::optional<double> received)
{
    switch (download.state) {
    case DownloadState::Announced:
        return {tr("Taken, not fetched"), Icon::Clock, StatusRole::Amber, false};
    case DownloadState::Downloading:
        return {received ? tr("Fetching %1 %").arg(qBound(0, int(*received * 100), 100)) : tr("Fetching"),
                Icon::Download, StatusRole::Running, false};
    case DownloadState::Stored:
        if (download.kind == DownloadKind::Exported)
            return {tr("Stored"), Icon::Check, StatusRole::Green, false};
        return {tr("Stored, not acked"), Icon::Save, StatusRole::Quiet, false};
    case DownloadState::AckPending:
        return {tr("Ack pending"), Icon::Resend, StatusRole::Amber, false};
    case DownloadState::Acknowledged:
        return {tr("Acknowledged"), Icon::Check, StatusRole::Green, false};
    case DownloadState::Leased:
        return {tr("Answer lost"), Icon::QuestionCircle, StatusRole::Violet, true};
    case DownloadState::Damaged:
        return {tr("Damaged"), Icon::CrossCircle, StatusRole::Red, false};
    case DownloadState::Missing:
        return {tr("Nothing there"), Icon::MinusCircle, StatusRole::Red, false};
    case DownloadState::Refused:
        return {tr("Location refused"), Icon::Lock, StatusRole::Red, false};
    case DownloadState::Exporting:
        return {tr("Exporting"), Icon::Spinner, StatusRole::Running, false};
    case DownloadState::Unconfirmed:
        return {tr("Asked, no answer"), Icon::QuestionCircle, StatusRole::Violet, true};
    case DownloadState::ExportFailed:
        return {tr("Export failed"), Icon::CrossCircle, StatusRole::Red, false};
    }
    return {};
}

QString stateMeaning(const Download &download)
{
    switch (download.state) {
    case DownloadState::Announced:
        return tr("The service handed it out, and its package is not here yet. It can be fetched while its lease "
                  "lasts; after that the service hands it out again.");
    case DownloadState::Downloading:
        return tr("The package is on its way here.");
    case DownloadState::Stored:
        return download.kind == DownloadKind::Exported
                   ? tr("The exported package is safe here. Nobody waits for an acknowledgement.")
                   : tr("The package is safe here. It was not acknowledged, so the service hands it out again after "
                        "its lease.");
    case DownloadState::AckPending:
        return tr("The package is safe here, but the service does not know it yet. Acknowledging is tried again by "
                  "itself with the next fetch.");
    case DownloadState::Acknowledged:
        return tr("The package is safe here, and the service knows it.");
    case DownloadState::Leased:
        return tr("The answer to a dequeue was lost: the service may have handed out a package that nobody here knows. "
                  "It comes back when its lease is over.");
    case DownloadState::Damaged:
        return tr("What came is no sound zip. It is kept for inspection and was not acknowledged.");
    case DownloadState::Missing:
        return tr("The service names no location for it, or nothing is there. It was not acknowledged.");
    case DownloadState::Refused:
        return tr("Its location is on another host without a signature. It was not called.");
    case DownloadState::Exporting:
        return tr("The service works on the export. It is followed until its package can be fetched.");
    case DownloadState::Unconfirmed:
        return tr("The answer to the export was lost: it may run or not. It is not asked for again by itself.");
    case DownloadState::ExportFailed:
        return tr("The service could not export the data project.");
    }
    return {};
}

QString removedText(const Download &download, const QList<DownloadEvent> &events)
{
    const QString at = texts::exactTime(download.fileRemovedUtc);
    // One that was fetched again may have been removed twice.
    const auto last = std::find_if(events.crbegin(), events.crend(), [](const DownloadEvent &event) {
        return event.text.startsWith(u"File removed "_s);
    });
    return last != events.crend() && last->text.startsWith(u"File removed by hand"_s)
               ? tr("Its file was removed by hand on %1. The row and its history stay.").arg(at)
               : tr("Its file was removed by retention on %1. The row and its history stay.").arg(at);
}

QString titleOf(const Download &download)
{
    if (!download.file.isEmpty())
        return download.file.section(u'/', -1);
    if (!download.dataProject.isEmpty())
        return tr("Export of %1").arg(download.dataProject);
    return download.correlationId.isEmpty() ? tr("Unseen package")
                                            : tr("Package %1").arg(texts::shortId(download.correlationId));
}

bool isHere(const Download &download)
{
    return !download.file.isEmpty();
}

bool canBeFetchedAgain(const Download &download, const QDateTime &now)
{
    switch (download.state) {
    case DownloadState::Exporting:
        return !download.executionId.isEmpty();
    case DownloadState::Announced:
    case DownloadState::Damaged:
    case DownloadState::Missing:
    case DownloadState::Refused:
        return download.kind == DownloadKind::Exported ? !download.executionId.isEmpty() : download.leaseUntilUtc > now;
    default:
        return false;
    }
}

QString leaseText(const Download &download, const QDateTime &now)
{
    const bool matters = download.kind == DownloadKind::Dequeued && download.state != DownloadState::Acknowledged;
    if (!matters || !download.leaseUntilUtc.isValid())
        return u"–"_s;
    const qint64 left = now.msecsTo(download.leaseUntilUtc);
    return left > 0 ? texts::age(std::chrono::milliseconds(left)) : tr("over");
}

} // namespace waybill
