#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace waybill {

/// Names in braces that stand for values in the text of a query, such as `{group}` in
/// `CustomersV3?$filter=CustomerGroupId eq '{group}'`: letters, digits and `_`, not a digit first. Each once, in the
/// order in which they appear.
QStringList parametersIn(const QString &text);

/// The text with the values in place: within quotes a quote is doubled, and what would mean something in an address,
/// such as `&`, is encoded. A name without a value stays as it is.
QString withParameters(const QString &text, const QHash<QString, QString> &values);

/// The text with a number of the same length in place of each, by which a filter can be understood before they are
/// known.
QString withStandIns(const QString &text);

} // namespace waybill
