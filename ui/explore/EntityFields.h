#pragma once

#include "app/catalogue/EntitySet.h"
#include "ui/explore/TwoLineList.h"

#include <QAbstractListModel>

#include <functional>

namespace waybill {

/// A type as a person reads it: *Text of 20*, *Whole number*, *Date and time*, *NoYes*.
QString typeWords(const EntityProperty &property);
/// The label of a text or id in the user's language.
using LabelOf = std::function<QString(const QString &text, const QString &id)>;

/// One row of the lists of the details pane.
struct EntityFact {
    QString name, second, mark, tooltip;
    bool key = false;
    QString search = {}; ///< what a person may type to find it, besides the name
};

/// Fields of an entity: keys first, as the catalogue has them otherwise.
QList<EntityFact> fieldFacts(const EntityDetails &details, const LabelOf &label);
/// Ways to other entities.
QList<EntityFact> relationFacts(const EntityDetails &details);
/// Members of an enumeration.
QList<EntityFact> memberFacts(const EnumType &type, const LabelOf &label);

/// Facts as a list that can be searched. GUI thread.
class EntityFacts final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setFacts(const QList<EntityFact> &facts);
    void setSearch(const QString &search);
    const EntityFact &at(int row) const { return m_shown[row]; }
    qsizetype all() const { return m_facts.size(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void filter();

    QList<EntityFact> m_facts, m_shown;
    QString m_search;
};

} // namespace waybill
