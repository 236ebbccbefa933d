#include "app/journal/FailureParts.h"

#include "app/journal/PackedBytes.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype errorsInPiece = 1'000;
constexpr qsizetype charactersInPiece = 256 << 10;
constexpr qsizetype bytesInPiece = 1 << 20;
constexpr int level = 3; ///< of compression: texts of errors repeat, more effort gains little

QJsonValue json(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

std::optional<qint64> numberFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

tl::unexpected<Error> damaged()
{
    return fail(ErrorKind::Storage,
                u"The kept errors of this message cannot be read. Ask the service again why it failed."_s);
}

// One array an error, without names: a large failure has a hundred thousand of them.
void packErrors(const QList<RecordError> &errors, QList<FailurePart> &parts)
{
    QJsonArray list;
    qsizetype characters = 0;
    int piece = 0;
    const auto close = [&] {
        const QByteArray text = QJsonDocument(list).toJson(QJsonDocument::Compact);
        parts.append({FailureSection::Errors, 0, piece++, qCompress(text, level)});
        list = {};
        characters = 0;
    };
    for (const RecordError &error : errors) {
        QJsonArray one{error.recordId, error.field, error.message, json(error.record), json(error.line)};
        if (!error.entity.isEmpty())
            one.append(error.entity);
        list.append(one);
        characters += error.message.size();
        if (list.size() == (piece == 0 ? errorsInShort : errorsInPiece) || characters >= charactersInPiece)
            close();
    }
    if (!list.isEmpty())
        close();
}

void packBytes(const QByteArray &bytes, FailureSection section, int place, QList<FailurePart> &parts)
{
    int piece = 0;
    for (qsizetype at = 0; at < bytes.size(); at += bytesInPiece)
        parts.append({section, place, piece++, qCompress(bytes.mid(at, bytesInPiece), level)});
}
} // namespace

PackedFailure packFailure(const Failure &failure, const QList<QByteArray> &files)
{
    PackedFailure packed{failure, failure.errorCount(), {}};
    packed.summary.errors.clear();
    packed.summary.moreErrors = 0;
    packed.summary.log.clear();
    packErrors(failure.errors, packed.parts);
    packBytes(failure.log.toUtf8(), FailureSection::Log, 0, packed.parts);
    for (qsizetype i = 0; i < std::min(files.size(), failure.files.size()); ++i)
        packBytes(files[i], FailureSection::File, int(i), packed.parts);
    return packed;
}

Result<void> unpackErrors(const QByteArray &packed, QList<RecordError> &errors)
{
    const auto text = unpacked(packed);
    const QJsonDocument document = text ? QJsonDocument::fromJson(*text) : QJsonDocument();
    if (!document.isArray())
        return damaged();
    const QJsonArray list = document.array();
    errors.reserve(errors.size() + list.size());
    for (const QJsonValue &value : list) {
        const QJsonArray e = value.toArray();
        errors.append({e[0].toString(), e[1].toString(), e[2].toString(), numberFrom(e[3]), numberFrom(e[4]),
                       e.size() > 5 ? e[5].toString() : QString()});
    }
    return {};
}

Result<QByteArray> unpackBytes(const QByteArray &packed)
{
    auto bytes = unpacked(packed);
    if (!bytes || bytes->isEmpty())
        return damaged();
    return std::move(*bytes);
}

} // namespace waybill
