#pragma once

#include "app/base/Clock.h"
#include "app/base/Error.h"
#include "app/catalogue/EntityUseStore.h"
#include "ui/explore/MemoryFile.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace waybill {

/// A query that was read, or that somebody gave a name.
struct KeptQuery {
    QString text; ///< as QueryDraft has it
    QString name = {};
    QDateTime atUtc = {};
    qint64 rows = -1; ///< that it brought; -1 while that is not known
    bool operator==(const KeptQuery &) const = default;
};

/// A tab that was open.
struct KeptTab {
    QString text = {};                   ///< of its query
    QHash<QString, QString> values = {}; ///< of its parameters, by name; none that may be secret
    bool operator==(const KeptTab &) const = default;
};

/// What the page knows of one environment beside its catalogue.
struct EnvironmentMemory {
    EntityUse use;            ///< shared with the command line (EntityUseStore)
    QList<KeptQuery> history; ///< the last one first
    QList<KeptQuery> named;   ///< by name
    QList<KeptTab> tabs;
    int currentTab = 0;
};

/// What the Explore page keeps from one start to the next: a JSON file in the profile (MemoryFile), written soon after
/// a change. Where it cannot be read, the page begins anew and the file stays beside; that, and where it cannot be
/// written, `failed` says once the event loop runs. GUI thread.
class ExploreMemory final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostHistory = 200;

    explicit ExploreMemory(const QString &profileFolder, QObject *parent = nullptr);
    /// Writes what is not written yet.
    ~ExploreMemory() override;

    const EnvironmentMemory &of(const QString &environment);
    void setFavourite(const QString &environment, const QString &set, bool on);
    void noteUse(const QString &environment, const QString &set);
    /// The same text again moves to the front.
    void addHistory(const QString &environment, const KeptQuery &query);
    /// One of the same name is replaced.
    void addNamed(const QString &environment, const KeptQuery &query);
    void removeNamed(const QString &environment, const QString &name);
    void clearHistory(const QString &environment);
    void setTabs(const QString &environment, const QList<KeptTab> &tabs, int current);

    /// How the grid of an entity set is arranged (GridLayoutState).
    QJsonObject layoutOf(const QString &set) const { return m_layouts.value(set); }
    void setLayout(const QString &set, const QJsonObject &layout);

    /// Bytes that the rows of all tabs may take (RowMemory); 0 while nobody has said so.
    qint64 rowMemory() const { return m_rowMemory; }
    void setRowMemory(qint64 bytes);

    /// Writes now, and waits for the disk. Storage.
    Result<void> save();

signals:
    /// Favourites, or how often entities were used.
    void useChanged();
    void failed(const waybill::Error &error);

private:
    void load();
    void touch();
    EnvironmentMemory &memoryOf(const QString &environment);
    QJsonObject toJson() const;
    template <class Write>
    void onWriter(Write write);

    QString m_profile;
    MemoryFile m_file;        ///< the writer's, or this thread's while the writer rests
    QSet<QString> m_usesRead; ///< environments
    QThreadPool m_writer;     ///< one thread, so that changes keep their order
    QHash<QString, EnvironmentMemory> m_environments;
    QHash<QString, QJsonObject> m_layouts;
    qint64 m_rowMemory = 0;
    QTimer m_soon;
    bool m_isSaved = true;
};

} // namespace waybill
