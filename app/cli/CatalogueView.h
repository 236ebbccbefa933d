#pragma once

#include "app/catalogue/CatalogueService.h"
#include "app/cli/Output.h"
#include "app/cli/Syntax.h"

namespace waybill {

class Services;

/// What the verbs about entities have in common: `--refresh`, `--language` and where the catalogue comes from. One
/// thread.
class CatalogueOptions
{
public:
    void declare(Syntax &syntax);
    bool refresh() const { return m_refresh; }
    /// Of labels, as F&O names languages: what was given, or this computer's.
    QString language() const;

private:
    bool m_refresh = false;
    std::optional<QString> m_language;
};

/// The catalogue of the environment that is meant; what it notes goes to standard error. Outlived by `services`.
Result<std::shared_ptr<CatalogueService>> catalogueOf(Services &services);

/// A label in the language that is wanted, else as the source has it, else in English; empty where none is known.
QString labelOf(const LabelStore &labels, const QString &id, const QString &text, const QString &language);

/// Reads the labels that are not known yet, as far as that can be; tells what is left and why.
QCoro::Task<void> readLabelsFor(Services &services, std::shared_ptr<CatalogueService> catalogue, QStringList ids,
                                QString language);

/// `[{"name","publicName","label","category","readOnly"}]`, null where a thing is not known; or a table.
void showEntities(Output &out, const QList<EntitySet> &sets, const LabelStore &labels, const QString &language);
/// `{"name","properties":[{"name","type","key","mandatory","label"}]}`; or fields, relations and actions as tables.
void showEntity(Output &out, const EntitySet &set, const EntityDetails &details, const LabelStore &labels,
                const QString &language);

} // namespace waybill
