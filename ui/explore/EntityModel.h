#pragma once

#include "app/catalogue/CatalogueSearch.h"
#include "ui/explore/TwoLineList.h"

#include <QAbstractListModel>
#include <QStringList>

#include <memory>

#include <vector>

namespace waybill {

class CatalogueFeed;

/// What of the catalogue a person wants to see.
struct EntityView {
    QString search;
    QString category; ///< empty for all
    bool favouritesOnly = false;
    bool operator==(const EntityView &) const = default;
};

/// The entity sets of a catalogue as a list: favourites and those used lately first, or what a search found, the best
/// first. GUI thread.
class EntityModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit EntityModel(const CatalogueFeed *feed, QObject *parent = nullptr);

    void setView(const EntityView &view);
    const EntityView &view() const { return m_view; }
    void setUse(const EntityUse &use);
    /// The catalogue is another one, or can be searched otherwise.
    void rebuild();
    /// The rows stay, their labels are known now.
    void tellLabels();

    /// Categories of the catalogue in their order, those without entities left out.
    QStringList categories() const;
    QString setAt(int row) const;
    int rowOf(const QString &set) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        qsizetype set;
        bool favourite;
        const char *section; ///< to be translated; null for none
    };
    void search();
    void arrange();
    bool isWanted(qsizetype set) const;
    QString labelOf(qsizetype set) const;
    QString secondLine(qsizetype set) const;

    const CatalogueFeed *m_feed;
    std::shared_ptr<const Catalogue> m_catalogue; ///< that the rows are of
    EntityView m_view;
    EntityUse m_use;
    std::vector<Row> m_rows;
};

} // namespace waybill
