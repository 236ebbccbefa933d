#pragma once

#include "app/cli/ExitCode.h"
#include "app/base/Error.h"
#include "app/odata/RowWriter.h"

#include <QUrl>
#include <qcorotask.h>

#include <memory>

namespace waybill {

class HttpClient;
class Services;

/// What `query` reads, and into what.
struct ReadingPlan {
    QString environment;
    QUrl url;
    ExportFormat format = ExportFormat::Table;
    std::optional<QString> output;  ///< a file; else standard output
    QString name;                   ///< of the set
    QStringList columns;            ///< where the query says which
    bool isWhole = false;           ///< all fields of a row are read
    std::optional<qint64> mostRows; ///< asked for
    std::optional<qint64> rowCap;   ///< the environment's own
};

/// The address with the entity set that was meant in place of the one in it, where the catalogue of the environment
/// knows another: said on standard error. NotFound and BadInput as CatalogueService::resolve has it.
QCoro::Task<Result<QUrl>> withMeantSet(Services &services, std::shared_ptr<HttpClient> client, QString environment,
                                       QUrl url);

/// Reads it and says on standard error what there is to be said; with --json and a file, what became of it on standard
/// output.
QCoro::Task<ExitCode> readInto(Services &services, std::shared_ptr<HttpClient> client, ReadingPlan plan);

/// What `query` exits with: 2 where the query itself is at fault and nothing was printed, 4 only when it was ended.
ExitCode readingExit(const Error &error, bool hasPrinted);

} // namespace waybill
