#pragma once

#include "ui/explore/ExploreServices.h"

#include <QUrl>
#include <QWidget>

class QSplitter;
class QTabWidget;
class QToolButton;

namespace waybill {

class Banner;
class CatalogueFeed;
class EntityDetailsPane;
class EntityPanel;
class ExploreMemory;
class QueryMenu;
class QueryTab;
class RowMemory;
struct KeptTab;

/// The Explore page: entities with search and details at the left, queries in tabs at the right. What was open,
/// favourites and history come back at the next start.
class ExplorePage final : public QWidget
{
    Q_OBJECT

public:
    explicit ExplorePage(ExploreServices services, QWidget *parent = nullptr);
    ~ExplorePage() override;

    /// Asks nothing before the page is seen.
    void setEnvironment(const QString &environment);
    const QString &environment() const { return m_environment; }

    CatalogueFeed *feed() const { return m_feed; }
    EntityPanel *entities() const { return m_entities; }
    RowMemory *rowMemory() const { return m_rowMemory; }
    QueryTab *currentTab() const;
    /// In the present tab where that has nothing in it yet, else in another one.
    QueryTab *openQuery(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeSide();
    QWidget *makeTabs();
    void makeShortcuts();
    void load();
    QueryTab *addTab(const KeptTab &kept);
    QueryTab *tabAt(int index) const;
    QueryTab *tabOf(const QString &set) const;
    void closeTab(int index);
    QToolButton *makeCloseButton(QueryTab *tab);
    void keepTabs();
    void retitle(QueryTab *tab);
    void refreshMarked();
    void currentChanged();

    ExploreServices m_services;
    QString m_environment;
    QUrl m_url; ///< of the environment, as it was loaded
    bool m_isPending = false;
    bool m_isLoading = false;
    ExploreMemory *m_memory;
    CatalogueFeed *m_feed;
    RowMemory *m_rowMemory;
    QSplitter *m_splitter;
    EntityPanel *m_entities;
    EntityDetailsPane *m_details;
    QTabWidget *m_tabs;
    QueryMenu *m_queries;
    Banner *m_trouble;
};

} // namespace waybill
