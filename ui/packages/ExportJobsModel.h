#pragma once

#include "app/base/Clock.h"
#include "app/environments/Environment.h"
#include "app/journal/Download.h"

#include <QAbstractTableModel>

#include <memory>

namespace waybill {

/// The recurring data jobs that packages are fetched from, with what stands of each; the first row is all of them.
class ExportJobsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { JobColumn, WaitingColumn, LookedColumn, SaidColumn, ColumnCount };

    struct Row {
        DataJob job;
        qint64 waiting = 0;          ///< packages that the service does not know to be safe here
        std::optional<JobLook> look; ///< when it was last asked, and what came of it
        bool isFetching = false;
    };

    explicit ExportJobsModel(std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    /// Those of one environment; with more than one, a row *All jobs* stands before them.
    void setJobs(QList<Row> jobs);
    const QList<Row> &jobs() const { return m_jobs; }
    /// Empty for the row that stands for all.
    QString jobAt(int row) const;
    /// The row that stands for all where `job` is not here.
    int rowOf(const QString &job) const;
    void tick();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int before() const { return m_jobs.size() > 1 ? 1 : 0; }
    QVariant text(const Row &row, int column) const;
    Row all() const;

    std::shared_ptr<const Clock> m_clock;
    QList<Row> m_jobs;
};

} // namespace waybill
