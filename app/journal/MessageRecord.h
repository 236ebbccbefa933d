#pragma once

#include "app/journal/Message.h"

#include <QVariantList>

class QSqlQuery;

namespace waybill {

/// The columns that messageFrom reads, in its order.
QString messageColumns();
Message messageFrom(const QSqlQuery &row);

/// The columns that listedFrom reads, from `first` on: what a list shows of a message and no more. Not its key.
QString listColumns();
/// Without hash, request ids, owner, marks and any id but the message's own; of an error the kind and the sentence.
Message listedFrom(const QSqlQuery &row, MessageKey key, int first);

/// The statement that appends a row and its values, for a message without a key.
QString insertMessageSql();
QVariantList insertMessageValues(const Message &message);
/// The statement that writes what may change of a row, and its values.
QString updateMessageSql();
QVariantList updateMessageValues(const Message &message);

QString eventColumns();
Event eventFrom(const QSqlQuery &row);
QString exchangeColumns();
StoredExchange exchangeFrom(const QSqlQuery &row);

/// The row as it is after a change: nothing is written. `changedUtc` moves only when state or status really do.
Message changed(Message message, const MessageChange &change);

/// Values as the journal keeps them: a text is never NULL, a missing time or number is.
QVariant stored(const QString &text);
QVariant stored(const QDateTime &time);
QVariant stored(const std::optional<qint64> &number);
QDateTime timeFrom(const QVariant &value);
/// Lines of text in one column.
QVariant storedLines(const QStringList &lines);
QStringList linesFrom(const QVariant &value);

} // namespace waybill
