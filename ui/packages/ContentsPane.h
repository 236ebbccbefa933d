#pragma once

#include "app/packages/PackageManifest.h"

#include <QWidget>

class QTreeView;

namespace waybill {

class Banner;
class EmptyState;
class KeyValueList;
class PackageTreeModel;

/// What a package says of itself: its header in a few facts, what will go wrong with it, and its tree.
class ContentsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ContentsPane(QWidget *parent = nullptr);

    void show(const PackageInside &inside);
    void clear(const QString &title, const QString &sentence);
    PackageTreeModel *model() const { return m_model; }
    /// Chooses the file of that place.
    void choose(qsizetype entry);

signals:
    /// A row was chosen: its file and its entity, -1 where there is none.
    void chosen(qsizetype entry, qsizetype entity);
    /// Enter or a double click on it.
    void opened(qsizetype entry);

private:
    PackageTreeModel *m_model;
    KeyValueList *m_facts;
    Banner *m_troubles;
    QTreeView *m_tree;
    EmptyState *m_empty;
};

} // namespace waybill
