#pragma once

#include "app/files/NameSet.h"

#include <QString>
#include <QStringList>

namespace waybill {

/// An error message with what differs from row to row taken out, so that thousands of errors of three kinds become
/// three causes: quoted values become ‘…’, GUIDs {…}, numbers, dates and times #, codes such as D0177-X ‘…’.
///
/// Names stay, because they tell causes apart: quoted text next to field, table, column, entity, property, relation,
/// enum or mapping, and quoted text that is one of `names` (column names and labels of the file, compared without case,
/// spaces and punctuation). After such a name and a colon the value up to the next comma or full stop goes too
/// ("Item number: D0177, Site: 1." becomes "Item number: ‘…’, Site: ‘…’."). White space is made single and the text
/// is cut at 500 characters.
QString causeText(const QString &message, const QStringList &names = {});

/// The same for many messages of one file. One thread.
class CauseTexts
{
public:
    explicit CauseTexts(const QStringList &names) : m_names(names) {}
    /// Valid until it is asked for the next.
    QStringView of(const QString &message);

private:
    NameSet m_names;
    QString m_prepared, m_cause; ///< memory that is used again
};

} // namespace waybill
