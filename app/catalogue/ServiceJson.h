#pragma once

#include "app/base/Error.h"
#include "app/catalogue/CatalogueWriter.h"

namespace waybill {

/// What the services answer in JSON (protocol.md section 5), read strictly as JSON and liberally as to its members: one
/// that is missing or of another kind is as if it were empty. ServerFault for what is no such answer, a cut one among
/// them. Bytes are UTF-8. Any thread.

/// A list may come in pages: where the next one is, as the service said it; empty for the last.
using NextLink = QString;

/// `/metadata/DataEntities`: what can be read as OData goes into the writer.
Result<NextLink> readDataEntities(QByteArray answer, CatalogueWriter &into);
/// The service document, `/data`: entity sets by name alone.
Result<NextLink> readServiceDocument(QByteArray answer, CatalogueWriter &into);
/// `/metadata/PublicEntities('X')`, or a list of them: the details go into the writer. How many there were.
Result<int> readPublicEntities(QByteArray answer, CatalogueWriter &into);
/// `/metadata/PublicEnumerations('X')`, or a list of them.
Result<int> readEnumerations(QByteArray answer, CatalogueWriter &into);

struct Label {
    QString id, language, text;
    bool operator==(const Label &) const = default;
};
/// `/metadata/Labels(…)`, or a list of them.
Result<QList<Label>> labelsFrom(QByteArray answer);

} // namespace waybill
