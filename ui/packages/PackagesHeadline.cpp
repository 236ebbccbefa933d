#include "ui/packages/PackagesHeadline.h"

#include "ui/packages/DownloadTable.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("PackagesHeadline", text, nullptr, n);
}

QString strong(const QString &text, const QColor &colour)
{
    return u"<b style=\"color:%1\">%2</b>"_s.arg(colour.name(), text.toHtmlEscaped());
}

} // namespace

PackagesFigures figuresOf(const QList<Download> &downloads, const QList<ExportJobsModel::Row> &jobs)
{
    PackagesFigures figures;
    figures.all = downloads.size();
    for (const Download &download : downloads) {
        figures.needYou += row(download.state).needsAttention ? 1 : 0;
        figures.unacked += download.kind == DownloadKind::Dequeued && (download.state == DownloadState::Stored ||
                                                                       download.state == DownloadState::AckPending)
                               ? 1
                               : 0;
        if (!download.file.isEmpty()) {
            ++figures.here;
            figures.bytes += download.bytes.value_or(0);
        }
        if (download.storedUtc.isValid() && (figures.lastStored.isNull() || download.storedUtc > figures.lastStored))
            figures.lastStored = download.storedUtc;
    }
    for (const auto &job : jobs) {
        if (job.look && (figures.lastLook.isNull() || job.look->atUtc > figures.lastLook))
            figures.lastLook = job.look->atUtc;
    }
    return figures;
}

QString headlineHtml(const PackagesFigures &figures, const QDateTime &now, const Palette &palette)
{
    QStringList parts;
    if (figures.all == 0)
        parts << tr("No package was fetched here yet");
    else
        parts << (figures.needYou > 0
                      ? strong(figures.needYou == 1 ? tr("1 needs you") : tr("%n need you", int(figures.needYou)),
                               palette.tone(StatusRole::Amber).ink)
                      : tr("Nothing needs you"));
    if (figures.unacked > 0)
        parts << tr("%1 to acknowledge").arg(texts::number(figures.unacked));
    const auto ago = [&now](const QDateTime &at) {
        return texts::spanInWords(std::chrono::milliseconds(at.msecsTo(now)));
    };
    if (figures.lastStored.isValid())
        parts << tr("last package %1 ago").arg(ago(figures.lastStored));
    if (figures.lastLook.isValid())
        parts << tr("last asked %1 ago").arg(ago(figures.lastLook));
    return parts.join(u" · "_s);
}

QString diskHtml(const PackagesFigures &figures, const Palette &palette)
{
    const QString link = u"<a href=\"folder\" style=\"color:%1\">%2</a>"_s.arg(palette.accent.name(),
                                                                               tr("Open the folder").toHtmlEscaped());
    const QString words =
        figures.here == 1
            ? tr("1 package, %1 in the store").arg(texts::bytes(figures.bytes))
            : tr("%1 packages, %2 in the store").arg(texts::number(figures.here), texts::bytes(figures.bytes));
    return words.toHtmlEscaped() + u" · "_s + link;
}

void sayWhyEmpty(EmptyState &state, const DownloadChoice &choice, bool anyJob, bool anyDownload)
{
    if (!anyDownload && !anyJob)
        state.setTexts(Icon::Packages, tr("No job to fetch from yet"),
                       tr("Packages are fetched from a recurring data job of the direction export. Make one with its "
                          "activity ID, or let a data project be exported now."));
    else if (!anyDownload)
        state.setTexts(Icon::Packages, tr("No package was fetched here yet"),
                       tr("Every package stands here with its life: taken, fetched, safe here, acknowledged. Fetch "
                          "one, or drop a zip here to look inside."));
    else if (!choice.search().isEmpty())
        state.setTexts(Icon::Search, tr("Nothing found"),
                       tr("No package under this filter has “%1” in file, job, entities or ids.").arg(choice.search()));
    else if (choice.chip() == DownloadChip::NeedsAttention)
        state.setTexts(Icon::Check, tr("Nothing needs you"), tr("No package is damaged, missing or undecided."));
    else if (choice.chip() == DownloadChip::NotAcknowledged)
        state.setTexts(Icon::Check, tr("Everything is acknowledged"),
                       tr("The service knows of every package that it is safe here."));
    else
        state.setTexts(Icon::Packages, tr("Nothing here"), tr("No package of this job was fetched yet."));
}

} // namespace waybill
