#pragma once

#include "app/catalogue/EntitySet.h"

#include <QFrame>

class QListWidget;
class QPushButton;

namespace waybill {

class CatalogueFeed;
class SearchField;

/// A drop-down in which columns are ticked. Nothing ticked means all of them, as the service takes it.
class ColumnChooser final : public QFrame
{
    Q_OBJECT

public:
    /// The feed outlives this.
    explicit ColumnChooser(const CatalogueFeed *feed, QWidget *parent = nullptr);

    /// The columns to choose from; `chosen` keep their order, new ones join behind them.
    void setColumns(const QList<EntityProperty> &properties, const QStringList &chosen);
    QStringList chosen() const { return m_chosen; }
    /// Below `anchor`, within the screen.
    void popUp(QWidget *anchor);

signals:
    void chosenChanged();

private:
    void search(const QString &text);
    void tick(const QString &name, bool on);
    void setAll(const QStringList &names);

    const CatalogueFeed *m_feed;
    QList<EntityProperty> m_properties;
    QStringList m_chosen;
    SearchField *m_search;
    QListWidget *m_list;
    QPushButton *m_all, *m_keys;
};

} // namespace waybill
