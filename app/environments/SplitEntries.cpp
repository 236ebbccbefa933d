#include "app/environments/SplitEntries.h"

#include <QStringList>
#include <QUuid>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// What the first entry of a split text begins with; no secret of a person does.
const QString mark = u"\u0001parts "_s;

/// Where the parts of a text are: `\u0001parts COUNT NAME`, a name of its own for each time it was written.
struct Index {
    int count = 0;
    QString name;
    QString text() const { return u"%1%2 %3"_s.arg(mark, QString::number(count), name); }
    QString keyOf(const QString &key, int part) const
    {
        return u"%1 (%2 of %3, %4)"_s.arg(key, QString::number(part + 1), QString::number(count), name);
    }
};

std::optional<Index> indexIn(const QString &entry)
{
    constexpr int most = 1000;
    if (!entry.startsWith(mark))
        return std::nullopt;
    const QStringList words = entry.mid(mark.size()).split(u' ');
    const int count = words.value(0).toInt();
    if (words.size() != 2 || count < 1 || count > most)
        return std::nullopt;
    return Index{count, words[1]};
}

QStringList partsOf(const QString &text)
{
    QStringList parts;
    qsizetype begin = 0, bytes = 0;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype units = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const qsizetype size = QStringView(text).mid(i, units).toUtf8().size();
        if (bytes + size > SplitEntries::longestEntry) {
            parts.append(text.mid(begin, i - begin));
            begin = i;
            bytes = 0;
        }
        bytes += size;
        i += units;
    }
    parts.append(text.mid(begin));
    return parts;
}

/// The parts that an entry names; trouble with one does not keep the others.
QCoro::Task<Result<void>> removeParts(std::shared_ptr<SecretEntries> entries, QString key, Index index)
{
    Result<void> all;
    for (int part = 0; part < index.count; ++part) {
        const auto removed = co_await entries->remove(index.keyOf(key, part));
        if (!removed)
            all = removed;
    }
    co_return all;
}
} // namespace

SplitEntries::SplitEntries(std::shared_ptr<SecretEntries> entries) : m_entries(std::move(entries)) {}

QCoro::Task<Result<std::optional<QString>>> SplitEntries::read(QString key)
{
    const auto entries = m_entries;
    const auto first = co_await entries->read(key);
    if (!first || !*first)
        co_return first;
    const auto index = indexIn(**first);
    if (!index)
        co_return first;
    QString text;
    for (int part = 0; part < index->count; ++part) {
        const auto read = co_await entries->read(index->keyOf(key, part));
        if (!read)
            co_return fail(read.error());
        if (!*read)
            co_return fail(ErrorKind::Secret, u"The keychain has lost a part of what was kept in it."_s);
        text += **read;
    }
    co_return std::optional<QString>(text);
}

QCoro::Task<Result<void>> SplitEntries::write(QString key, QString secret)
{
    const auto entries = m_entries;
    const auto before = co_await entries->read(key);
    if (!before)
        co_return fail(before.error());
    QString entry = secret;
    if (secret.toUtf8().size() > longestEntry || secret.startsWith(mark)) {
        const QStringList parts = partsOf(secret);
        const Index index{int(parts.size()), QUuid::createUuid().toString(QUuid::Id128).left(8)};
        for (int part = 0; part < index.count; ++part) {
            const auto written = co_await entries->write(index.keyOf(key, part), parts[part]);
            if (!written) {
                co_await removeParts(entries, key, index);
                co_return written;
            }
        }
        entry = index.text();
    }
    const auto written = co_await entries->write(key, entry);
    const auto unused = indexIn(written ? before->value_or(QString()) : entry);
    if (unused)
        co_await removeParts(entries, key, *unused);
    co_return written;
}

QCoro::Task<Result<void>> SplitEntries::remove(QString key)
{
    const auto entries = m_entries;
    const auto before = co_await entries->read(key);
    if (!before)
        co_return fail(before.error());
    const auto removed = co_await entries->remove(key);
    if (!removed)
        co_return removed;
    if (const auto index = indexIn(before->value_or(QString()))) {
        const auto parts = co_await removeParts(entries, key, *index);
        co_return parts;
    }
    co_return Result<void>();
}

} // namespace waybill
