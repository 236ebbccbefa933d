#pragma once

#include "app/base/Error.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>

namespace waybill {

/// Two packages that are compared: `left` is the earlier one.
struct DiffAsk {
    QString left, right; ///< paths of the zips
    /// The key columns of an entity (its label and its own name), where somebody knows them; empty where not. They are
    /// told without regard to case; a key with a column that a file lacks is not used. Called in the calling thread.
    std::function<QStringList(const QString &name, const QString &targetEntity)> keysOf = {};
    qint64 mostRows = 10'000; ///< changes that are kept of a file; all are counted
};

/// How a thing of the one package stands to the other's.
enum class DiffState {
    Same,
    Changed,
    Added,   ///< only on the right
    Removed, ///< only on the left
};
/// The state's word in JSON: `same`, `changed`, `added`, `removed`.
QString diffWord(DiffState state);

/// A value that differs; nothing where a side has none.
struct ValueChange {
    QString name; ///< of the column, or of the property as the manifest names it
    std::optional<QString> before, after;
    bool operator==(const ValueChange &) const = default;
};

/// One row of a data file that is not the same on both sides.
struct RowChange {
    DiffState state = DiffState::Changed;
    QStringList key;          ///< values of FileDiff::key
    qint64 leftRow = 0;       ///< from 1; 0 where there is none
    qint64 rightRow = 0;      ///< from 1; 0 where there is none
    QList<ValueChange> cells; ///< that differ; of an added or removed row all that have a value
    bool operator==(const RowChange &) const = default;
};

/// What rows were recognised by.
enum class DiffKey {
    None,    ///< not compared by rows
    Known,   ///< DiffAsk::keysOf
    Found,   ///< columns whose values are different in all rows of each side
    WholeRow ///< no such columns: a changed row is one removed and one added
};
/// `none`, `known`, `found`, `wholeRow`.
QString diffKeyWord(DiffKey key);

/// A file of one package or of both: of one entity, else of one name. Of a workbook this is its first sheet; the others
/// follow it, each called `NAME › SHEET` and told by its name.
struct FileDiff {
    QString name;              ///< on the right, or on the left where it is only there
    QString entity = {};       ///< its label; empty where the manifests name none
    qsizetype leftEntry = -1;  ///< in the zip; -1 where it is not
    qsizetype rightEntry = -1; ///< in the zip; -1 where it is not
    DiffState state = DiffState::Same;
    qint64 leftBytes = 0, rightBytes = 0; ///< unpacked
    DiffKey keyFrom = DiffKey::None;
    QStringList key = {};                                 ///< columns
    QStringList columnsAdded = {}, columnsRemoved = {};   ///< neither counts as a change of the rows
    qint64 leftRows = 0, rightRows = 0;                   ///< in all
    qint64 added = 0, removed = 0, changed = 0, same = 0; ///< rows
    QList<RowChange> rows = {};                           ///< by their place on the right, removed ones by the left
    bool isCut = false;                                   ///< more rows differ than `rows` holds
    std::optional<Error> fault = {}; ///< why it was not compared to its end: then it is Changed, whatever was counted
};

struct EntityDiff {
    QString name;
    DiffState state = DiffState::Same;
    QList<ValueChange> values = {}; ///< of the manifest: order, format, flags, mapped fields (`EntityMap NAME`)
};

struct PackageDiff {
    QList<ValueChange> values; ///< of header and manifest as a whole
    QList<EntityDiff> entities;
    QList<FileDiff> files; ///< without folders, header and manifest
    bool isSame() const;
};

/// Compares two packages, or any two zips. Memory grows with the number of rows (some 80 bytes each), not with their
/// size: the cells of a file are held up to 64 MB, beyond that it is read again for the rows that differ. `progress`
/// gets bytes read and bytes in all, one call at a time, from this thread or another. BadInput when one of them is no
/// zip that can be read, Storage, Cancelled. Blocks, and uses a second thread: use a worker.
Result<PackageDiff> diffPackages(const DiffAsk &ask, const std::function<void(qint64, qint64)> &progress = {},
                                 const std::stop_token &stop = {});

} // namespace waybill
