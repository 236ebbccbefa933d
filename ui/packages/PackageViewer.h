#pragma once

#include "app/files/ScratchFile.h"
#include "app/packages/PackageManifest.h"
#include "app/packages/PackageSearch.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <stop_token>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace waybill {

class Banner;
class ContentsPane;
class FileView;
class HitsModel;
class InsideLoad;
class KeyValueList;
class MapsModel;
class RowTable;
class SearchField;

/// Any zip, looked into without unpacking it: its manifest as a tree, each file as rows, text or bytes, an entity's
/// mapping, and a search in all files. A window of its own; several may be open.
class PackageViewer final : public QDialog
{
    Q_OBJECT

public:
    explicit PackageViewer(const QString &path, QWidget *parent = nullptr);
    /// A zip that lies in one: `holder` keeps it as long as the window is open.
    PackageViewer(std::unique_ptr<ScratchFile> holder, const QString &name, int depth, QWidget *parent = nullptr);
    ~PackageViewer() override;

    const QString &path() const { return m_path; }
    ContentsPane *contents() const { return m_contents; }
    FileView *file() const { return m_file; }
    SearchField *searchField() const { return m_search; }
    /// Begins to look for what stands in the search field; an empty one shows the tree alone.
    void search();
    bool isSearching() const { return m_isSearching; }

signals:
    void unpackWanted(const QString &path);
    void compareWanted(const QString &path);

private:
    struct Found;

    void build(const QString &title);
    QWidget *makeHead();
    QWidget *makeLeft();
    QWidget *makeRight();
    void seen(const PackageInside &inside);
    void choose(qsizetype entry, qsizetype entity);
    void openNested(qsizetype entry);
    void takeHits();
    void searched(const Result<SearchEnd> &end);

    QString m_path;
    std::unique_ptr<ScratchFile> m_holder; ///< of a nested zip
    int m_depth = 0;
    PackageInside m_inside;
    InsideLoad *m_load;
    std::stop_source m_stop;
    std::shared_ptr<Found> m_found;
    QTimer m_tick;
    bool m_isSearching = false;
    QLabel *m_about = nullptr;
    SearchField *m_search = nullptr;
    Banner *m_told = nullptr;
    ContentsPane *m_contents = nullptr;
    QLabel *m_hitsAbout = nullptr;
    QWidget *m_hitsPane = nullptr;
    HitsModel *m_hits = nullptr;
    RowTable *m_hitsTable = nullptr;
    QTabWidget *m_tabs = nullptr;
    FileView *m_file = nullptr;
    KeyValueList *m_entityFacts = nullptr;
    MapsModel *m_maps = nullptr;
    QWidget *m_entityPane = nullptr;
    QPushButton *m_unpack = nullptr, *m_compare = nullptr;
};

} // namespace waybill
