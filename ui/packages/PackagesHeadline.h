#pragma once

#include "app/journal/Download.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/style/Palette.h"

namespace waybill {

class DownloadChoice;
class EmptyState;

/// What the first line of the page and its foot say.
struct PackagesFigures {
    qint64 needYou = 0; ///< damaged, missing, undecided …
    qint64 unacked = 0; ///< safe here, and the service does not know it
    qint64 here = 0;    ///< packages in the store
    qint64 bytes = 0;   ///< of them
    qint64 all = 0;
    QDateTime lastStored; ///< null: none was
    QDateTime lastLook;   ///< null: no job was asked
};

PackagesFigures figuresOf(const QList<Download> &downloads, const QList<ExportJobsModel::Row> &jobs);

/// `1 needs you · 2 to acknowledge · last package 06:42`, as rich text.
QString headlineHtml(const PackagesFigures &figures, const QDateTime &now, const Palette &palette);
/// `12 packages, 214 MB in the store` with a link to the folder, as rich text.
QString diskHtml(const PackagesFigures &figures, const Palette &palette);

/// Says in `state` why the table is empty. `anyJob`: there is a job to fetch from.
void sayWhyEmpty(EmptyState &state, const DownloadChoice &choice, bool anyJob, bool anyDownload);

} // namespace waybill
