#pragma once

#include "app/base/Error.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace waybill {

class CatalogueFeed;
class ElidedLabel;
class EmptyState;
class EntityFacts;
class SearchField;
class TwoLineList;

/// What an entity consists of: its fields with label, type, key and mandatory marks, its relations, and the values of
/// its enumerations.
class EntityDetailsPane final : public QFrame
{
    Q_OBJECT

public:
    /// The feed outlives this.
    explicit EntityDetailsPane(CatalogueFeed *feed, QWidget *parent = nullptr);

    /// Empty shows what the pane is for.
    void setSet(const QString &set);
    const QString &set() const { return m_set; }

signals:
    void queryWanted(const QString &set);
    void filterWanted(const QString &set, const QString &field);
    void expandWanted(const QString &set, const QString &relation);

private:
    QWidget *makeHead();
    QWidget *makeFields();
    QWidget *makeValues();
    TwoLineList *makeList(EntityFacts *facts, const QString &name, const QString &accessibleName);
    void refresh();
    void refreshValues();
    void failed(const QString &set, const Error &error);

    CatalogueFeed *m_feed;
    QString m_set;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QPushButton *m_again;
    ElidedLabel *m_title, *m_about;
    QPushButton *m_query;
    QTabWidget *m_tabs;
    SearchField *m_search;
    EntityFacts *m_fields, *m_relations, *m_members;
    TwoLineList *m_values; ///< of m_members
    QComboBox *m_enums;
};

} // namespace waybill
