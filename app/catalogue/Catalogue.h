#pragma once

#include "app/base/Error.h"
#include "app/catalogue/CatalogueWriter.h"
#include "app/catalogue/EntitySet.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace waybill {

/// The entity sets of an environment and what they consist of. Stands on the bytes that CatalogueWriter made: the list
/// is read when it is opened, all else when asked for. Never changes; any thread, several at a time.
class Catalogue
{
public:
    /// An entity set as it stands in the bytes, UTF-8; lives as long as the catalogue.
    struct View {
        std::string_view name, publicName, label, labelId, category, dataManagementName;
        std::optional<bool> readOnly;
    };
    /// Names and their JSON.
    using Parts = std::vector<std::pair<std::string_view, std::string_view>>;

    /// Storage when these are not the whole bytes of a catalogue of this format.
    static Result<std::shared_ptr<const Catalogue>> open(QByteArray bytes);
    Catalogue(const Catalogue &) = delete;
    Catalogue &operator=(const Catalogue &) = delete;

    const CatalogueHead &head() const { return m_head; }
    qsizetype size() const { return qsizetype(m_sets.size()); }
    const View &view(qsizetype set) const { return m_sets[size_t(set)]; }
    EntitySet set(qsizetype set) const;
    /// The entity set of exactly that name.
    std::optional<qsizetype> indexOf(QStringView name) const;
    /// The first entity set of that type.
    std::optional<qsizetype> indexOfPublicName(QStringView publicName) const;

    bool hasDetails(QStringView publicName) const;
    /// With the properties of what it is based on before its own. NotFound where there is nothing of it, Storage where
    /// that cannot be read.
    Result<EntityDetails> details(QStringView publicName) const;
    Result<EnumType> enumType(QStringView name) const;

    const Parts &detailParts() const { return m_details; }
    const Parts &enumParts() const { return m_enums; }
    const Parts &actionParts() const { return m_actions; }
    const QByteArray &bytes() const { return m_bytes; }

private:
    explicit Catalogue(QByteArray bytes);
    Result<void> read();
    Result<EntityDetails> ownDetails(std::string_view publicName) const;

    QByteArray m_bytes;
    std::unique_ptr<char[]> m_texts; ///< what the views and the names of the parts point into
    CatalogueHead m_head;
    std::vector<View> m_sets;
    Parts m_details, m_enums, m_actions;
};

} // namespace waybill
