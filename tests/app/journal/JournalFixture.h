#pragma once

#include "app/journal/Journal.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace waybill {

/// A clock that stands until a test moves it.
class SetClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(6, 42), Qt::UTC);
};

template <class T>
QCoro::Task<void> keepResult(QCoro::Task<T> task, std::shared_ptr<std::optional<T>> into)
{
    auto result = co_await task;
    into->emplace(std::move(result));
}

/// Runs the event loop until a coroutine has its result.
template <class T>
T await(QCoro::Task<T> task)
{
    auto result = std::make_shared<std::optional<T>>();
    keepResult(std::move(task), result);
    if (!QTest::qWaitFor([&] { return result->has_value(); }, 60000))
        qFatal("a write of the journal never came back");
    return std::move(**result);
}

/// A profile folder and journals on it.
struct JournalFixture {
    QTemporaryDir folder;
    std::shared_ptr<SetClock> clock = std::make_shared<SetClock>();

    QString path() const { return folder.path() + QStringLiteral("/journal.sqlite"); }
    Result<std::unique_ptr<Journal>> tryOpen(Journal::Access access = Journal::Access::ReadWrite) const
    {
        return Journal::open(folder.path(), clock, access);
    }
    std::unique_ptr<Journal> open(Journal::Access access = Journal::Access::ReadWrite) const
    {
        auto journal = tryOpen(access);
        if (!journal)
            qFatal("%s", qPrintable(journal.error().message));
        return std::move(*journal);
    }
};

inline NewMessage newMessage(const QString &file = QStringLiteral("customers.csv"))
{
    NewMessage message;
    message.environment = QStringLiteral("test");
    message.job = QStringLiteral("Customers");
    message.activityId = ActivityId(QStringLiteral("11111111-2222-3333-4444-555555555555"));
    message.entity = QStringLiteral("Customers V3");
    message.company = QStringLiteral("usmf");
    message.file = file;
    message.bytes = 1234;
    message.sha256 = QStringLiteral("ab") + QString(62, QLatin1Char('0'));
    return message;
}

inline MessageKey appendOne(Journal &journal, const NewMessage &message = newMessage())
{
    const auto keys = await(journal.append({message}, QStringLiteral("owner")));
    if (!keys || keys->size() != 1)
        qFatal("the row was not appended");
    return keys->first();
}

/// The row of a message that must be there.
inline Message row(const Journal &journal, MessageKey key)
{
    const auto message = journal.message(key);
    if (!message || !*message)
        qFatal("the row cannot be read");
    return **message;
}

/// A file's content; empty when it is not there.
inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline MessageChange changeTo(MessageKey key, MessageState state, const QString &detail = {})
{
    MessageChange change;
    change.key = key;
    change.event.what = word(state);
    change.event.detail = detail;
    change.state = state;
    return change;
}

} // namespace waybill
