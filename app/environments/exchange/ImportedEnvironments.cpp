#include "app/environments/exchange/ImportedEnvironments.h"

#include "app/base/VisibleText.h"
#include "app/environments/exchange/ExportedEnvironments.h"
#include "app/environments/exchange/PostmanFile.h"
#include "app/environments/exchange/RisJobs.h"

#include <QJsonDocument>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype largest = 16 << 20; ///< bytes
constexpr qsizetype mostEnvironments = 2000;

Result<ImportedEnvironments> fromJson(const QByteArray &bytes, const QString &title)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError) {
        const auto line = QByteArrayView(bytes).first(qBound(0, parsing.offset, int(bytes.size()))).count('\n') + 1;
        return fail(ErrorKind::BadInput, u"Line %1 of the file is not JSON (%2). It may be cut, or another file."_s.arg(
                                             QString::number(line), parsing.errorString()));
    }
    const QJsonObject root = document.object();
    if (root[u"environments"_s].isArray())
        return fromExport(root);
    if (root[u"values"_s].isArray())
        return fromPostmanEnvironment(root, title);
    if (root[u"item"_s].isArray() && root[u"info"_s].isObject())
        return fromPostmanCollection(root, title);
    return fail(ErrorKind::BadInput,
                u"The file is JSON, but neither environments that Waybill exported nor a Postman environment or "
                u"collection. Export it again with one of them."_s);
}
} // namespace

QString word(ImportedEnvironments::Source source)
{
    switch (source) {
    case ImportedEnvironments::Source::Waybill:
        return u"waybill"_s;
    case ImportedEnvironments::Source::PostmanEnvironment:
        return u"postman-environment"_s;
    case ImportedEnvironments::Source::PostmanCollection:
        return u"postman-collection"_s;
    case ImportedEnvironments::Source::RisJobs:
        return u"ris"_s;
    }
    Q_UNREACHABLE();
}

Result<ImportedEnvironments> importedFrom(const QByteArray &bytes, const QString &title)
{
    if (bytes.size() > largest)
        return fail(ErrorKind::BadInput,
                    u"The file is larger than %1 MB, which no file of environments is."_s.arg(largest >> 20));
    QByteArray text = bytes;
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    // XML says its own encoding, UTF-16 as well; JSON is UTF-8.
    const bool isXml = text.trimmed().startsWith('<') || text.startsWith("\xFF\xFE<") || text.startsWith("\xFE\xFF");
    auto imported = isXml ? fromRisJobs(text) : fromJson(text, title);
    if (!imported)
        return imported;
    if (imported->environments.size() > mostEnvironments) {
        return fail(ErrorKind::BadInput,
                    u"The file holds %1 environments; %2 are the most at once."_s.arg(
                        QString::number(imported->environments.size()), QString::number(mostEnvironments)));
    }
    // A profile without environments was exported: nothing is there, and nothing amiss.
    const bool isEmptyExport = imported->source == ImportedEnvironments::Source::Waybill && imported->notes.isEmpty();
    if (imported->environments.isEmpty() && !isEmptyExport) {
        return fail(ErrorKind::BadInput, u"The file holds no environment that can be used. %1"_s
                                             .arg(visibleText(imported->notes.join(u' '), LineEnds::AsSpaces, 1000))
                                             .trimmed());
    }
    return imported;
}

} // namespace waybill
