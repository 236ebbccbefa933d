#include "app/catalogue/CsdlAnnotations.h"

#include "app/catalogue/EntitySet.h"

#include <QIODevice>
#include <QXmlStreamReader>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 besideTexts = 160; ///< bytes that a label takes beside its texts

bool mentionsTargets(QIODevice &device, const std::stop_token &stop)
{
    static const QByteArray word = "Annotations"_ba;
    QByteArray seen;
    while (!stop.stop_requested()) {
        const QByteArray piece = device.read(csdl::pieceBytes);
        if (piece.isEmpty())
            return false;
        seen.append(piece);
        if (seen.contains(word))
            return true;
        seen = seen.right(word.size() - 1);
    }
    return false;
}

/// `Namespace.CustomerV3/CustomerAccount` without the namespace; what is annotated deeper down is of no use here.
QString plainTarget(QStringView target)
{
    const qsizetype slash = target.indexOf(u'/');
    if (slash < 0)
        return plainTypeName(target);
    return plainTypeName(target.first(slash)) + target.sliced(slash).toString();
}

TargetedLabels collected(QIODevice &device, const std::stop_token &stop, qint64 most)
{
    TargetedLabels labels;
    QXmlStreamReader xml;
    QString target;
    int depth = 0, within = 0; ///< the depth of <Annotations>, 0 outside
    qint64 read = 0, lastToken = 0, held = 0;
    while (!stop.stop_requested() && read - lastToken <= csdl::longestToken) {
        const QByteArray piece = device.read(csdl::pieceBytes);
        if (piece.isEmpty())
            break;
        read += piece.size();
        xml.addData(piece);
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::DTD)
                return labels;
            if (token == QXmlStreamReader::StartElement) {
                if (++depth > csdl::deepest)
                    return labels;
                lastToken = read;
                if (xml.name() == "Annotations"_L1) {
                    within = depth;
                    // With a qualifier it is for another purpose, such as a small screen.
                    target = xml.attributes().hasAttribute("Qualifier"_L1)
                                 ? QString()
                                 : plainTarget(xml.attributes().value("Target"_L1));
                } else if (within > 0 && depth == within + 1 && xml.name() == "Annotation"_L1 && !target.isEmpty()) {
                    TargetedLabel label = labels.value(target);
                    takeLabel(label, xml.attributes().value("Term"_L1), xml.attributes().value("String"_L1));
                    if (label.label.isEmpty() && label.labelId.isEmpty())
                        continue;
                    held += besideTexts + 2 * (target.size() + label.label.size() + label.labelId.size());
                    if (held > most)
                        return labels;
                    labels.insert(target, label);
                }
            } else if (token == QXmlStreamReader::EndElement) {
                lastToken = read;
                if (depth-- == within)
                    within = 0;
            }
        }
        if (xml.hasError() && xml.error() != QXmlStreamReader::PrematureEndOfDocumentError)
            break;
    }
    return labels;
}

} // namespace

void takeLabel(TargetedLabel &label, QStringView term, QStringView text)
{
    if (term.endsWith(".LabelId"_L1))
        label.labelId = text.toString();
    else if (term.endsWith(".Label"_L1))
        label.label = text.toString();
}

TargetedLabels targetedLabels(QIODevice &device, const std::stop_token &stop, qint64 most)
{
    TargetedLabels labels;
    if (device.isSequential())
        return labels;
    const qint64 begin = device.pos();
    const bool isThere = mentionsTargets(device, stop);
    device.seek(begin);
    if (isThere) {
        labels = collected(device, stop, most);
        device.seek(begin);
    }
    return labels;
}

} // namespace waybill
