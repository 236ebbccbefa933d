#pragma once

#include <QHash>
#include <QString>

#include <stop_token>

class QIODevice;

namespace waybill {

/// What readers of `$metadata` take of it.
namespace csdl {
inline constexpr qsizetype pieceBytes = 64 << 10; ///< at a time
inline constexpr qint64 longestToken = 1 << 20;   ///< bytes
inline constexpr int deepest = 64;                ///< elements in each other
inline constexpr qint64 mostApart = 256 << 20;    ///< bytes of labels that stand apart; the largest F&O has a fifth
} // namespace csdl

/// What `$metadata` says of a thing apart from it: `<Annotations Target="Namespace.CustomerV3/CustomerAccount">`.
struct TargetedLabel {
    QString label, labelId;
};
/// By what they are of, without its namespace: `CustomerV3`, `CustomerV3/CustomerAccount`, `NoYes/Yes`,
/// `Container/CustomersV3`.
using TargetedLabels = QHash<QString, TargetedLabel>;

/// Takes a term and its text into the label, where the term is one of labels.
void takeLabel(TargetedLabel &label, QStringView term, QStringView text);

/// Looks for the labels that stand apart, wherever in the document, and leaves the device at its beginning. Where no
/// such annotation is in it, that costs one look through its bytes. Of a document that is no sound XML those before
/// the fault, which readCsdl finds again; and where they take more than about `most` bytes, which no service's do,
/// those before that. The device can be read anew. Blocks: for a thread of its own.
TargetedLabels targetedLabels(QIODevice &device, const std::stop_token &stop, qint64 most = csdl::mostApart);

} // namespace waybill
