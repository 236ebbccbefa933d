#pragma once

#include "app/odata/PageReader.h"
#include "app/odata/RowExport.h"
#include "app/rows/RowStore.h"
#include "ui/explore/ExploreServices.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace waybill {

/// What is to be written, and how.
struct ExportJob {
    QString path;
    ExportFormat format = ExportFormat::Xlsx;
    CsvStyle csv = {};
    QString name;                           ///< of the sheet or table
    QStringList columns;                    ///< their order; none: as they come
    std::shared_ptr<const RowStore> loaded; ///< null: read from the service
    std::shared_ptr<const RowNumbers> rows; ///< of those loaded, in their order; null: all as they came
    QUrl url;
    std::optional<qint64> rowCap;
};

/// What an export did.
struct ExportOutcome {
    qint64 rows = 0, bytes = 0;
    std::chrono::milliseconds time{0};
    bool isWhole = true; ///< false where the environment's row cap ended it
    QStringList notes = {};
};

/// Writes rows into a file that appears when it is whole: those of a store, or as they come from the service. Works on
/// other threads; destroying it stops it. GUI thread.
class ExportRun final : public QObject
{
    Q_OBJECT

public:
    ExportRun(ExploreServices services, QString environment, QObject *parent = nullptr);
    ~ExportRun() override;

    void start(const ExportJob &job);
    void stop();
    bool isRunning() const { return m_work != nullptr; }
    qint64 rows() const;
    /// Of how many, where that is known.
    std::optional<qint64> total() const;
    /// Why a page is asked for again; empty when all goes well.
    QString trouble() const;
    /// What is left of an export that failed or was stopped: `FILE.part`; empty where nothing is.
    const QString &keptPart() const { return m_keptPart; }

signals:
    void progressed();
    void done(const waybill::ExportOutcome &outcome);
    void failed(const waybill::Error &error);

private:
    struct Work;
    void end(const Result<ExportOutcome> &outcome);
    static Result<void> open(std::shared_ptr<Work> work);
    static Result<void> writeLoaded(std::shared_ptr<Work> work);
    static Result<void> close(std::shared_ptr<Work> work, bool good);
    static QCoro::Task<void> run(ExportRun *run, std::shared_ptr<Work> work);
    static QCoro::Task<Result<bool>> streamed(std::shared_ptr<Work> work);

    ExploreServices m_services;
    QString m_environment;
    std::shared_ptr<Work> m_work; ///< null while nothing is under way
    QString m_keptPart;
    QTimer m_tick;
};

} // namespace waybill
