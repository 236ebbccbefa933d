#pragma once

#include "app/messages/FailureAnalysis.h"
#include "ui/widgets/PagePane.h"

class QLabel;
class QProgressBar;
class QTabBar;

namespace waybill {

class Banner;
class CauseCard;
class EntityResultsModel;
class FailingRowsModel;
class FrozenColumnTable;
class RowTable;
class ServiceMaterial;

/// Why a message failed, top to bottom: what happened, the results by entity, causes with counts and mends, the rows
/// with the guilty cell marked, what to do next, and what the service wrote down. Shows what it is given.
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
    void showRowsTrouble(const Error &error);
    void clear();

    /// Whether failing rows can be told and saved.
    bool hasRows() const;

signals:
    /// The execution's page in F&O.
    void pageWanted();
    /// An error file, by its place in Failure::files.
    void fileWanted(int place, const QString &suggestion);

private:
    void buildTables();
    void showEntities(const QList<EntityResult> &entities);
    void showCauses(const QList<Cause> &causes);
    void showNext(const Failure &failure);
    void showTable(int index);
    void fitTable();

    QProgressBar *m_busy;
    Banner *m_trouble;
    QLabel *m_explanation;
    QList<CauseCard *> m_cards;
    EntityResultsModel *m_entities;
    RowTable *m_entityTable;
    QWidget *m_cardBox;
    QLabel *m_rowsTitle;
    QTabBar *m_rowTabs;
    FrozenColumnTable *m_table;
    FailingRowsModel *m_rows;
    QLabel *m_next;
    QLabel *m_page;
    ServiceMaterial *m_material;
    FailureAnalysis::FailingRows m_tables; ///< one for each entity of a package, last the errors without a line
    bool m_anyRow = false;
};

} // namespace waybill
