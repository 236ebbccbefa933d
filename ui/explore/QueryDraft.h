#pragma once

#include "app/catalogue/EntitySet.h"
#include "app/odata/Query.h"

#include <QUrl>

#include <optional>

namespace waybill {

/// Something in the text of an address that will not do what was meant.
struct QueryFault {
    QString message;
    qsizetype at = 0, length = 0; ///< in the text
    bool canBeSent = true;        ///< the service may still be asked: it has the last word
    bool operator==(const QueryFault &) const = default;
};

/// One query, as the builder has it and as text: each follows the other. What a person typed stays as they typed it.
class QueryDraft
{
public:
    /// `base` is the environment's address.
    explicit QueryDraft(QUrl base) : m_base(std::move(base)) {}

    void setQuery(const Query &query);
    void setText(const QString &text);

    const QString &text() const { return m_text; }
    /// Nothing where the builder cannot express the text: then the text alone counts.
    const std::optional<Query> &query() const { return m_query; }
    /// What is sent. Usage where the text is no address that may be read.
    Result<QUrl> url() const;
    /// The entity set that is read; empty where that is not seen.
    QString set() const;

    /// What is wrong with it; with what the entity consists of also names that it does not have.
    QList<QueryFault> faults(const EntityDetails *details) const;

private:
    /// What F&O does otherwise than OData.
    void addDialectFaults(const QStringList &filtered, QList<QueryFault> &faults) const;

    QUrl m_base;
    QString m_text;
    std::optional<Query> m_query;
};

/// An address below `base` as a person reads it: without the origin and with blanks where that means the same.
QString readableAddress(const QUrl &url, const QUrl &base);

} // namespace waybill
