#include "ChildProgram.h"
#include "JournalFixture.h"

#include <QRandomGenerator>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
/// Appends and moves messages for ever and says of each step when it is durable: `key word`.
QCoro::Task<void> writeForEver(Journal *journal)
{
    for (;;) {
        QList<NewMessage> messages{newMessage()};
        QString owner = u"child"_s;
        QList<MessageChange> nothing;
        const auto keys = co_await journal->append(messages, owner, nothing);
        if (!keys)
            co_return;
        const MessageKey key = keys->first();
        sayLine(QByteArray::number(number(key)) + " Queued");
        for (const MessageState state : {MessageState::Sending, MessageState::InFlight}) {
            MessageChange change = changeTo(key, state);
            const auto done = co_await journal->commit(change);
            if (!done)
                co_return;
            sayLine(QByteArray::number(number(key)) + ' ' + word(state).toLatin1());
        }
    }
}
} // namespace

class JournalKillTest : public QObject
{
    Q_OBJECT

private slots:
    void whatWasAcknowledgedIsThereAfterKillNine()
    {
        JournalFixture f;
        QHash<qint64, QStringList> acknowledged;
        constexpr int kills = 8;
        for (int round = 0; round < kills; ++round) {
            QByteArray said;
            {
                ChildProgram child({u"--write"_s, f.folder.path()});
                // Killed after a different number of steps each time, wherever it is then.
                const int steps = 3 + QRandomGenerator::global()->bounded(60);
                for (int i = 0; i < steps; ++i)
                    said += child.line() + '\n';
                said += child.kill();
            }
            const QList<QByteArray> lines = said.split('\n');
            for (const QByteArray &line : lines) {
                const qsizetype space = line.indexOf(' ');
                if (space > 0)
                    acknowledged[line.first(space).toLongLong()].append(QString::fromLatin1(line.sliced(space + 1)));
            }
            checkAll(f, acknowledged);
        }
        QVERIFY(acknowledged.size() >= kills);
    }

    void anotherProgramThatEndsTakesNothingAway()
    {
        // Whoever closes last removes the log: a program that ends must see that this one is still there.
        JournalFixture f;
        const auto mine = f.open();
        appendOne(*mine);
        QCOMPARE(ChildProgram({u"--append"_s, f.folder.path()}).line(), "appended");
        QTRY_COMPARE(mine->messages({})->size(), 2);
        appendOne(*mine);
        QCOMPARE(ChildProgram({u"--count"_s, f.folder.path()}).line(), "3");
    }

private:
    static void checkAll(const JournalFixture &f, const QHash<qint64, QStringList> &acknowledged)
    {
        const auto journal = f.open();
        for (auto it = acknowledged.cbegin(); it != acknowledged.cend(); ++it) {
            const MessageKey key{it.key()};
            QStringList words;
            const auto events = journal->events(key);
            QVERIFY(events);
            for (const Event &event : *events)
                words.append(event.what);
            QVERIFY2(words.size() >= it->size(), "an acknowledged event is lost");
            QCOMPARE(words.first(it->size()), *it);
            QCOMPARE(word(row(*journal, key).state), words.last());
        }
        // At most the step that was under way when the program died is there beyond that.
        QVERIFY(journal->messages({})->size() - acknowledged.size() <= 8);
    }
};

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() > 2 && arguments[1] == u"--write"_s) {
        auto journal = Journal::open(arguments[2], std::make_shared<SystemClock>(), Journal::Access::ReadWrite);
        if (!journal)
            qFatal("%s", qPrintable(journal.error().message));
        writeForEver(journal->get());
        return QCoreApplication::exec();
    }
    if (arguments.size() > 2 && arguments[1] == u"--append"_s) {
        {
            auto journal = Journal::open(arguments[2], std::make_shared<SystemClock>(), Journal::Access::ReadWrite);
            appendOne(**journal);
        }
        sayLine("appended"); // and closed
        return 0;
    }
    if (arguments.size() > 2 && arguments[1] == u"--count"_s) {
        auto journal = Journal::open(arguments[2], std::make_shared<SystemClock>(), Journal::Access::ReadOnly);
        const auto messages = (*journal)->messages({});
        sayLine(QByteArray::number(messages->size()));
        return 0;
    }
    JournalKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "JournalKillTest.moc"
