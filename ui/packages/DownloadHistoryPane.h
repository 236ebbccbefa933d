#pragma once

#include "app/journal/Download.h"
#include "ui/widgets/PagePane.h"

#include <QAbstractTableModel>

class QLabel;
class QPlainTextEdit;

namespace waybill {

class KeyValueList;

/// A download's events as rows, newest first.
class DownloadEventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, StateColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `now` says which times need their date.
    void setEvents(const QList<DownloadEvent> &events, const QDateTime &now);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<DownloadEvent> m_events;
    QDateTime m_now;
};

/// What is known of a download, and everything that happened to it.
class DownloadHistoryPane final : public PagePane
{
    Q_OBJECT

public:
    explicit DownloadHistoryPane(QWidget *parent = nullptr);

    void show(const Download &download, const QString &path, const QList<DownloadEvent> &events,
              const QList<FollowUpOutcome> &followUps, const QDateTime &now);

private:
    KeyValueList *m_facts;
    DownloadEventModel *m_events;
    QLabel *m_followed;       ///< what stands above it
    QPlainTextEdit *m_output; ///< what followed the fetch, with what programs wrote
};

} // namespace waybill
