#pragma once

#include "app/base/Clock.h"
#include "app/base/Error.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace waybill {

class Banner;
class CatalogueFeed;
class ElidedLabel;
class EmptyState;
class EntityModel;
class SearchField;
class TwoLineList;
struct EntityUse;

/// The list of entities: a search over names and labels, categories, favourites, and how old the list is.
class EntityPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The feed outlives this.
    EntityPanel(CatalogueFeed *feed, std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);

    void setUse(const EntityUse &use);
    SearchField *searchField() const { return m_search; }
    /// Makes a set current, with all filters off where it is hidden by them.
    void select(const QString &set);
    QString selected() const;

signals:
    /// Another set is current; empty for none.
    void chosen(const QString &set);
    /// A person wants to query it.
    void opened(const QString &set);
    void favouriteToggled(const QString &set);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFoot();
    void viewChanged();
    void begun();
    void loaded();
    void refill();
    void keepCurrent(const QString &set);
    void failed(const Error &error);
    void refreshEmpty();
    void refreshAge();

    CatalogueFeed *m_feed;
    std::shared_ptr<const Clock> m_clock;
    EntityModel *m_model;
    SearchField *m_search;
    QComboBox *m_categories;
    QToolButton *m_onlyFavourites;
    QStackedWidget *m_stack;
    TwoLineList *m_list;
    EmptyState *m_empty;
    QPushButton *m_emptyAction;
    Banner *m_trouble;
    ElidedLabel *m_age;
    QToolButton *m_refresh;
    std::optional<Error> m_failure; ///< why there is no list
    QTimer m_typing;                ///< searching waits until the fingers rest
};

} // namespace waybill
