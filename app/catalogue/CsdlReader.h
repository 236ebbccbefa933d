#pragma once

#include "app/base/Error.h"
#include "app/catalogue/CatalogueWriter.h"

#include <functional>
#include <stop_token>

class QIODevice;

namespace waybill {

/// What was read of `$metadata`.
struct CsdlSummary {
    qint64 bytes = 0;
    qsizetype sets = 0;     ///< entity sets
    qsizetype entities = 0; ///< entity types
    qsizetype repeated = 0; ///< names that came again and were passed over
};

/// Reads `$metadata` (CSDL in XML, OData 4 and before) from a device in pieces: nothing of it is held but what the
/// writer takes, and labels that stand apart from what they are of (CsdlAnnotations.h; on a device that can be read
/// anew). Names of XML namespaces do not matter. ServerFault for what is no CSDL, is cut, holds a document type
/// (and with it entities of its own), is deeper than 64 elements or has a text of more than a megabyte; Cancelled. What
/// the writer has by then is not whole and of no use. Blocks: for a thread of its own.
Result<CsdlSummary> readCsdl(QIODevice &device, CatalogueWriter &into, std::stop_token stop,
                             const std::function<void(qint64 bytes)> &progress = {});

} // namespace waybill
