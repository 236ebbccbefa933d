#pragma once

#include "app/messages/FailureAnalysis.h"
#include "ui/messages/PagePane.h"

class QLabel;
class QProgressBar;

namespace waybill {

class Banner;
class CauseCard;
class FailingRowsModel;
class RowTable;

/// Why a message failed, top to bottom: what happened, causes with counts and mends, the rows with the guilty cell
/// marked, and what to do next. Shows what it is given.
class WhyPane final : public PagePane
{
    Q_OBJECT

public:
    explicit WhyPane(QWidget *parent = nullptr);

    /// The service is being asked.
    void showLoading();
    void showTrouble(const Error &error);
    void show(const Failure &failure);
    void showRows(const FailureAnalysis::FailingRows &rows);
    void clear();

    /// Whether failing rows can be told and saved.
    bool hasRows() const;

signals:
    void pageWanted(const QString &url);

private:
    void showCauses(const QList<Cause> &causes);
    void fitTable();

    QProgressBar *m_busy;
    Banner *m_trouble;
    QLabel *m_explanation;
    QList<CauseCard *> m_cards;
    QWidget *m_cardBox;
    QLabel *m_rowsTitle;
    RowTable *m_table;
    FailingRowsModel *m_rows;
    QLabel *m_next;
    QList<RecordError> m_errors;
};

} // namespace waybill
