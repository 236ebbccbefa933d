#pragma once

#include "app/base/Error.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <utility>

namespace waybill {

/// A field by which rows are ordered.
struct QueryOrder {
    QString field;
    bool descending = false;
    bool operator==(const QueryOrder &) const = default;
};

/// One query of an entity set, as a person builds it. Its address and back: urlOf, queryFrom.
struct Query {
    QString set;  ///< `CustomersV3`
    QString key;  ///< what stands in brackets behind it: `dataAreaId='usmf',CustomerAccount='US-001'`; may be empty
    QString path; ///< what follows in the path, with its slash: `/Addresses`; may be empty
    QStringList select;
    QString filter; ///< as text, without what `company` says; a tree where Filter.h can read it
    QList<QueryOrder> orderBy;
    std::optional<qint64> top, skip;
    QStringList expand; ///< each as it is written, with options of its own in brackets
    QString company;    ///< `dataAreaId eq …` and cross-company=true; empty: the user's own, or all
    bool crossCompany = false;
    bool count = false;
    QList<std::pair<QString, QString>> others = {}; ///< options that no builder knows, decoded
    bool operator==(const Query &) const = default;
};

/// The address of a query: `root` is the environment's `…/data`. A space is `%20`, never `+`.
QUrl urlOf(const Query &query, const QUrl &root);
/// Reads an address below `root`; nothing where this struct cannot express it (an option twice, another path, a number
/// that is none): then the address is to be kept as it is.
std::optional<Query> queryFrom(const QUrl &url, const QUrl &root);

/// The entity set that an address below `root` asks for, and the same address with another one in its place; empty and
/// unchanged for other addresses.
QString setOf(const QUrl &url, const QUrl &root);
QUrl withSet(const QUrl &url, const QUrl &root, const QString &set);

/// Whether an answer from that address may be one row, not a list: it goes to one record or function (brackets behind
/// the set), or further than a set. `base` is the environment's own address.
bool mayBeOneRow(const QUrl &url, const QUrl &base);

/// The columns that rows of a query will have, in their order: what is selected, then what is expanded. None where
/// everything is selected.
QStringList columnsOf(const Query &query);

/// What somebody typed or pasted, as an address of the environment at `base`: a whole address, a path, or a set with
/// options (`CustomersV3?$top=5`). What is typed rather than copied (it has a space) is encoded, with `+`, `#`, and `&`
/// inside quotes as the characters they are; in a copied one a `+` is a space. A slash at the end of the path is left
/// out. Usage for another origin, and for anything but `/data` and `/metadata`: another GET may do something there.
Result<QUrl> readingAddress(const QString &typed, const QUrl &base);

} // namespace waybill
