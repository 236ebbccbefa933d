#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace waybill {

/// One line of an exported history. The format is JSON Lines in UTF-8:
///
///     {"waybill":"history","version":1,"journal":"<32 hex digits>","exportedUtc":"2026-03-01T06:42:00.000Z"}
///     {"messages":{"key":12,"environment":"Test","file":"a.csv","state":"Succeeded","created":1772347381000,…}}
///     {"events":{"id":31,"message":12,"at":1772347381000,"service":0,"what":"Queued","detail":""}}
///     {"failures":{"message":12,…,"errors":{"base64":"…"}}}
///     {"end":{"messages":1}}
///
/// First the header; then each message, followed by what belongs to it: events in order, exchanges, failures, and what
/// later versions add; last `end`, without which the file was cut. A row is an object of the columns of its table:
/// numbers, texts, null, bytes as `{"base64"}`; times are milliseconds since 1970 in UTC. Readers leave out tables and
/// columns they do not know. Keys and ids mean something only together with `journal`. A history holds what the journal
/// holds: no token, secret or payload.
///
/// A message that other journals have, too, says with `origins` what it is called there, so that who has it from there
/// knows it again; a message of this journal only has no such field, and older files have none at all:
///
///     {"messages":{"key":12,…,"origins":[{"journal":"<32 hex digits>","key":7,"created":1772347381000}]}}
struct HistoryLine {
    enum class Kind { Header, Row, End };
    Kind kind = Kind::Row;
    QString table;      ///< of a row
    QJsonObject values; ///< of the header, the row or the end
};

constexpr int historyFormatVersion = 1;

/// What a message is called in a journal. `created` tells it from what a copy of that journal, which went on by itself,
/// has under the same key.
struct MessageOrigin {
    QString journal; ///< empty: one of the first version, which had no name
    qint64 key = 0, created = 0;
    bool operator==(const MessageOrigin &) const = default;
};
constexpr int mostOrigins = 256; ///< of one message
constexpr int longestJournalName = 64;

QByteArray toBytes(const HistoryLine &line);
/// BadInput for what is no line of a history; `line` and `file` go into the sentence.
Result<HistoryLine> historyLineFrom(const QByteArray &bytes, qint64 line, const QString &file);

/// A whole number, of which nothing is lost in a qint64.
bool isWholeNumber(const QJsonValue &value);
/// The origins of a message's row, none where the row names none; nothing where it holds what no history says.
std::optional<QList<MessageOrigin>> originsIn(const QJsonObject &row);
/// Leaves out what no reader would take.
void setOrigins(QJsonObject &row, const QList<MessageOrigin> &origins);

} // namespace waybill
