#pragma once

#include "app/catalogue/EntitySet.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QSet>

namespace waybill {

class Catalogue;

/// Where a catalogue was read.
enum class CatalogueSource {
    MetadataService, ///< names, labels by id, categories; what an entity consists of comes when asked for
    Metadata,        ///< `$metadata`: names and what every entity consists of
    ServiceDocument, ///< names alone
};

/// `metadataService`, `$metadata`, `serviceDocument`.
QString word(CatalogueSource source);
std::optional<CatalogueSource> catalogueSourceFrom(QStringView word);

/// What a catalogue says of itself.
struct CatalogueHead {
    QString url = {}; ///< the environment that it describes
    CatalogueSource source = CatalogueSource::MetadataService;
    QString etag = {};   ///< of the source's answer; may be empty
    QDateTime asOf = {}; ///< UTC; when the source last said that it is so

    bool operator==(const CatalogueHead &) const = default;
};

/// Puts a catalogue together as the bytes that Catalogue opens and CatalogueCache keeps. Of two things with the same
/// name the first stays. Holds what it was given as JSON, compact. One thread.
class CatalogueWriter
{
public:
    /// Written into the bytes; a reader leaves another one alone.
    static constexpr int format = 1;

    void add(const EntitySet &set);
    void add(const EntityDetails &details);
    void add(const EnumType &type);
    /// An action of an entity, also before or after its details.
    void add(const QString &publicName, const EntityAction &action);
    /// What another catalogue has of details, actions and enumerations, where it is not here yet.
    void addDetailsOf(const Catalogue &other);
    /// The entity sets of another catalogue.
    void addSetsOf(const Catalogue &other);

    qsizetype sets() const { return m_setNames.size(); }
    /// How often something came that was there already by its name.
    qsizetype repeated() const { return m_repeated; }
    /// Roughly what it holds.
    qsizetype bytes() const { return m_sets.size() + m_details.size() + m_enums.size(); }

    /// The bytes; the writer is empty after that.
    QByteArray finish(const CatalogueHead &head);

private:
    bool isNew(QSet<QByteArray> &names, const QByteArray &name);

    QByteArray m_sets, m_details, m_enums;
    QSet<QByteArray> m_setNames, m_detailNames, m_enumNames;
    QHash<QByteArray, QByteArray> m_actions;
    qsizetype m_repeated = 0;
};

} // namespace waybill
