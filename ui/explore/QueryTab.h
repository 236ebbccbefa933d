#pragma once

#include "app/odata/CopyAs.h"
#include "ui/explore/ExploreServices.h"
#include "ui/explore/QueryBar.h"
#include "ui/explore/QueryRun.h"

#include <QPointer>
#include <qcorotask.h>

#include <stop_token>

class QStackedWidget;

namespace waybill {

class Banner;
class CatalogueFeed;
class EmptyState;
class ExploreMemory;
class GridPane;
class ParameterStrip;
class RowMemory;
struct KeptTab;
class QueryActions;
struct EntityDetails;

/// One query of the Explore page: its address and builder, what reading costs, and its rows in a grid. Closing it ends
/// what is under way.
class QueryTab final : public QWidget
{
    Q_OBJECT

public:
    /// All three outlive this.
    QueryTab(ExploreServices services, QString environment, CatalogueFeed *feed, ExploreMemory *memory,
             RowMemory *rowMemory, QWidget *parent = nullptr);
    ~QueryTab() override;

    void setText(const QString &text);
    /// The text and the values of a tab that was open before.
    void restore(const KeptTab &kept);
    KeptTab kept() const;
    QString text() const;
    /// The entity set, for the tab's caption.
    QString title() const;
    QueryBar *bar() const { return m_bar; }
    const QueryRun &run() const { return *m_run; }
    GridPane *grid() const { return m_grid; }

    void read();
    void count();
    void pauseOrGoOn();
    void stop();
    void exportRows();
    void copyAs(CopyFormat format);
    void saveNamed();

signals:
    void titleChanged();
    /// A value of a parameter is another one.
    void valuesChanged();
    /// A tab with another query is wanted.
    void openWanted(const QString &text);

private:
    QWidget *makeNotices();
    void connectGrid();
    /// The query with the values of its parameters.
    QueryDraft draftToSend() const;
    /// Its address; says what stands against it.
    std::optional<QUrl> addressToSend();
    std::optional<QueryRun::Request> request();
    void refresh();
    void refreshEmpty();
    void refreshQuestion();
    void storeChanged();
    void ended();
    /// Notices rows that came twice, on a worker.
    static QCoro::Task<void> lookForRepeatedRows(QPointer<QueryTab> tab);
    void tellColumns();
    void say(const QString &sentence, bool good = true);
    void showChart(const QStringList &columns);
    const EntityDetails *knownDetails();
    void openRecord(qsizetype row);
    void followRelation(qsizetype row, const QString &column);
    QUrl base() const;

    ExploreServices m_services;
    QString m_environment;
    CatalogueFeed *m_feed;
    ExploreMemory *m_memory;
    QueryBar *m_bar;
    ParameterStrip *m_parameters;
    QueryActions *m_actions;
    QueryRun *m_run;
    Banner *m_question, *m_trouble, *m_told;
    QPushButton *m_again;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QPushButton *m_emptyAction;
    GridPane *m_grid;
    std::stop_source m_looking; ///< for repeated rows
    QString m_readText;         ///< what the rows were read with
    QUrl m_readUrl;
    QString m_readSet;
    bool m_isReadWhole = false; ///< all fields
    QTimer m_second; ///< the time runs while it reads
};

} // namespace waybill
