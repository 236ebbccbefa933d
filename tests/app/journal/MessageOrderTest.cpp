#include "JournalFixture.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalReader.h"
#include "app/journal/Silence.h"
#include "app/journal/ViewScan.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The order of lists: read in parts, changed, compared with what sorting all messages gives.
class MessageOrderTest : public QObject
{
    Q_OBJECT

    static constexpr int messages = 240;
    QRandomGenerator random{20261126};

private slots:
    void initTestCase()
    {
        journal = f.open();
        const QStringList files{u"orders.xml"_s, u"Orders.xml"_s, u"prices.csv"_s, u"Ähren.csv"_s, u"ahnen.csv"_s};
        QList<NewMessage> together; // of one moment
        for (int i = 0; i < messages; ++i) {
            NewMessage message = newMessage(files[random.bounded(5)]);
            message.job = u"Job %1"_s.arg(random.bounded(4));
            message.entity = u"Entity %1"_s.arg(random.bounded(3));
            message.bytes = random.bounded(5) ? std::optional<qint64>(random.bounded(100)) : std::nullopt;
            message.records = random.bounded(100);
            together << message;
            if (together.size() < 8)
                continue;
            f.clock->now = f.clock->now.addMSecs(random.bounded(5) - 1); // sometimes a clock set back
            keys += await(journal->append(std::exchange(together, {}), u"owner"_s)).value();
        }
        made = f.clock->now;
        for (const MessageKey key : keys)
            disturb(key);
        reader = journal->newReader();
    }

    void everySortingIsTheOneOfAllMessages_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("descending");
        for (int sort = 0; sort <= int(MessageSort::InState); ++sort) {
            for (const bool descending : {false, true})
                QTest::addRow("sort %d%s", sort, descending ? ", descending" : "") << sort << descending;
        }
    }

    void everySortingIsTheOneOfAllMessages()
    {
        QFETCH(int, sort);
        QFETCH(bool, descending);
        MessageView view = viewOfAll();
        view.sort = MessageSort(sort);
        view.order = descending ? Qt::DescendingOrder : Qt::AscendingOrder;
        QCOMPARE(read(view, 37), reference(view));
        view.filter.needsAttention = true;
        view.undecidedFirst = true;
        QCOMPARE(read(view, 37), reference(view));
    }

    void everyFilterIsReadWhole()
    {
        MessageView view = viewOfAll();
        view.filter.states = {MessageState::InFlight, MessageState::Queued, MessageState::Failed};
        QCOMPARE(read(view, 10), reference(view));
        view.filter.job = u"Job 2"_s;
        QCOMPARE(read(view, 10), reference(view));
        view.filter.states.clear();
        view.filter.search = u"ähren entity"_s; // words, in any case, also of other letters
        QVERIFY(!reference(view).isEmpty());
        QCOMPARE(read(view, 10), reference(view));
        view.filter = {.environment = u"test"_s, .since = made.addMSecs(-20), .until = made};
        QVERIFY(!reference(view).isEmpty());
        QCOMPARE(read(view, 3), reference(view));
    }

    void theFirstRowsAreThoseOfTheWhole()
    {
        MessageView several = viewOfAll();
        several.filter.states = {MessageState::InFlight, MessageState::Queued, MessageState::Failed};
        MessageView oldest = viewOfAll();
        oldest.order = Qt::DescendingOrder;
        MessageView changed = viewOfAll();
        changed.sort = MessageSort::InState;
        MessageView attention = viewOfAll();
        attention.filter.needsAttention = true;
        attention.undecidedFirst = true;
        attention.sort = MessageSort::InState;
        for (const MessageView &view : {viewOfAll(), several, oldest, changed, attention}) {
            MessageOrder order(view.sort, view.order);
            const ViewScan scan(view);
            QVERIFY(scan.hasQuickFirst());
            auto first = scan.first(connection(), 12, order);
            QVERIFY(first && first->rows.size() >= 12);
            QCOMPARE(size_t(first->messages.size()), first->rows.size());
            order.sort(first->rows);
            first->rows.resize(12);
            QCOMPARE(keysOf(first->rows), reference(view).first(12));
            for (const Message &message : first->messages)
                QCOMPARE(message, asListed(message.key));
        }
        MessageView searching = viewOfAll();
        searching.filter.search = u"orders"_s;
        QVERIFY(!ViewScan(searching).hasQuickFirst()); // no index answers it: it is read part by part
    }

    void aListedMessageHasWhatAListShows()
    {
        const auto listed = reader->listed(keys);
        QVERIFY(listed);
        QCOMPARE(listed->size(), keys.size());
        for (const Message &message : *listed)
            QCOMPARE(message, asListed(message.key));
    }

    void changesLeadToWhatReadingAnewGives_data() { everySortingIsTheOneOfAllMessages_data(); }

    void changesLeadToWhatReadingAnewGives()
    {
        QFETCH(int, sort);
        QFETCH(bool, descending);
        MessageView view = viewOfAll();
        view.filter.needsAttention = true;
        view.undecidedFirst = true;
        view.sort = MessageSort(sort);
        view.order = descending ? Qt::DescendingOrder : Qt::AscendingOrder;
        MessageOrder order(view.sort, view.order);
        const ViewScan scan(view);
        auto rows = std::make_shared<const OrderRows>(readRows(view, 1000, order));
        for (int round = 0; round < 3; ++round) {
            QList<MessageKey> changed;
            for (int i = 0; i < 25; ++i) {
                const MessageKey key = keys[random.bounded(int(keys.size()))];
                disturb(key);
                if (!changed.contains(key))
                    changed << key;
            }
            changed << appendOne(*journal);
            auto present = scan.present(connection(), changed, order);
            QVERIFY(present);
            const OrderChange change = order.replace(rows, changed, *present);
            QCOMPARE(keysOf(*change.rows), reference(view));
            checkRows(*rows, change);
            checkRows(*rows, order.difference(*rows, change.rows));
            rows = change.rows;
        }
    }

    void whatChangesNothingMovesNothing()
    {
        const MessageView view = viewOfAll();
        MessageOrder order(view.sort, view.order);
        const auto rows = std::make_shared<const OrderRows>(readRows(view, 1000, order));
        const auto present = ViewScan(view).present(connection(), keys.first(10), order);
        const OrderChange change = order.replace(rows, keys.first(10), *present);
        QVERIFY(!change.changesRows());
        QCOMPARE(change.rows, rows);
    }

    void silenceIsOfTheJobWithoutSuccessForLongest()
    {
        const auto add = [this](const QString &job, MessageState state) {
            NewMessage message = newMessage();
            message.environment = u"silent"_s;
            message.job = job;
            f.clock->now = f.clock->now.addSecs(1);
            const MessageKey key = appendOne(*journal, message);
            f.clock->now = f.clock->now.addSecs(1);
            journal->record(changeTo(key, state));
            return f.clock->now;
        };
        const auto silence = [this] { return readSilence(connection(), u"silent"_s).value(); };
        QCOMPARE(silence(), Silence());
        const QDateTime good = add(u"Orders"_s, MessageState::Succeeded);
        const QDateTime other = add(u"Customers"_s, MessageState::Succeeded);
        QCOMPARE(silence(), (Silence{other, {}, {}}));
        add(u"Customers"_s, MessageState::Failed);
        add(u"Orders"_s, MessageState::Failed);
        QCOMPARE(silence(), (Silence{other, u"Orders"_s, good}));
        const QDateTime again = add(u"Orders"_s, MessageState::Succeeded);
        QCOMPARE(silence(), (Silence{again, u"Customers"_s, other}));
        add(u"Prices"_s, MessageState::Rejected);
        QCOMPARE(silence(), (Silence{again, u"Prices"_s, {}}));
        std::stop_source stop;
        stop.request_stop();
        const auto ended = readSilence(connection(), u"silent"_s, stop.get_token());
        QVERIFY(!ended && ended.error().kind == ErrorKind::Cancelled);
    }

    void countsEqualARecountAfterManyChanges()
    {
        for (int i = 0; i < 1500; ++i)
            disturb(keys[random.bounded(int(keys.size()))]);
        const QDateTime today = made.addMSecs(-15);
        MessageCounts counted;
        const auto all = journal->messages({.environment = u"test"_s});
        for (const Message &message : *all) {
            ++counted.all;
            counted.needsAttention += message.needsAttention();
            counted.succeeded += message.state == MessageState::Succeeded;
            counted.inFlight += !message.final() && !waybill::row(message.state).needsAttention;
            counted.today += message.createdUtc >= today;
        }
        const auto counts = reader->counts(u"test"_s, today);
        QVERIFY(counts);
        QCOMPARE(counts->all, counted.all);
        QCOMPARE(counts->needsAttention, counted.needsAttention);
        QCOMPARE(counts->succeeded, counted.succeeded);
        QCOMPARE(counts->inFlight, counted.inFlight);
        QCOMPARE(counts->today, counted.today);
    }

private:
    /// What listedFrom promises of a message.
    Message asListed(MessageKey key)
    {
        const Message all = journal->message(key)->value();
        Message m;
        m.key = key;
        m.environment = all.environment;
        m.job = all.job;
        m.entity = all.entity;
        m.company = all.company;
        m.file = all.file;
        m.bytes = all.bytes;
        m.createdUtc = all.createdUtc;
        m.state = all.state;
        m.status = all.status;
        m.changedUtc = all.changedUtc;
        m.messageId = all.messageId;
        m.records = all.records;
        m.stagingRecords = all.stagingRecords;
        m.targetRecords = all.targetRecords;
        if (all.error)
            m.error = Error{all.error->kind, all.error->message};
        return m;
    }

    static MessageView viewOfAll() { return {.filter = {.environment = u"test"_s}}; }

    /// Another state, status, count or mark, as chance will have it.
    void disturb(MessageKey key)
    {
        const auto states = messageStates();
        MessageChange change = changeTo(key, states[size_t(random.bounded(int(states.size())))].state);
        const QStringList words{u"Enqueued"_s, u"Processing"_s, u"Preprocessing"_s, u"Sleeping"_s};
        if (change.state == MessageState::InFlight)
            change.status = words[random.bounded(4)];
        if (random.bounded(4) == 0)
            change.messageId = MessageId(u"%1-0000"_s.arg(random.bounded(0x10000), 8, 16, QChar(u'0')));
        if (random.bounded(10) == 0)
            change.handled = Handled{f.clock->now, u"ada"_s, {}};
        f.clock->now = f.clock->now.addMSecs(1);
        journal->record(change);
    }

    Connection &connection()
    {
        if (!await(journal->settled()))
            qFatal("the journal did not settle");
        return *reader->connection().value();
    }

    OrderRows readRows(const MessageView &view, int part, MessageOrder &order)
    {
        ViewScan scan(view);
        OrderRows rows;
        while (!scan.finished()) {
            if (const auto done = scan.read(connection(), part, order, rows); !done)
                qFatal("%s", qPrintable(done.error().detail));
        }
        order.sort(rows);
        return rows;
    }
    QList<MessageKey> read(const MessageView &view, int part)
    {
        MessageOrder order(view.sort, view.order);
        return keysOf(readRows(view, part, order));
    }
    static QList<MessageKey> keysOf(const OrderRows &rows)
    {
        QList<MessageKey> keys;
        for (const OrderEntry &entry : rows)
            keys << entry.key();
        return keys;
    }

    /// Every row that was there and still is stands where rowNow says.
    static void checkRows(const OrderRows &before, const OrderChange &change)
    {
        const QList<MessageKey> now = keysOf(*change.rows);
        for (size_t row = 0; row < before.size(); ++row)
            QCOMPARE(change.rowNow(int(row), before[row].key()), int(now.indexOf(before[row].key())));
    }

    QList<MessageKey> reference(const MessageView &view)
    {
        if (!await(journal->settled()))
            qFatal("the journal did not settle");
        MessageFilter filter = view.filter;
        filter.search.clear();
        QList<Message> all = journal->messages(filter).value();
        const QStringList words = view.filter.search.split(u' ', Qt::SkipEmptyParts);
        all.removeIf([&words](const Message &m) {
            return !std::all_of(words.begin(), words.end(), [&m](const QString &word) {
                return (m.file + u'\n' + m.job + u'\n' + m.entity).contains(word, Qt::CaseInsensitive);
            });
        });
        std::ranges::stable_sort(all, [&view](const Message &a, const Message &b) {
            if (view.undecidedFirst) {
                const bool first = a.state == MessageState::Unconfirmed, second = b.state == MessageState::Unconfirmed;
                if (first != second)
                    return first;
            }
            const int order = compare(view.sort, a, b);
            if (order != 0)
                return view.order == Qt::AscendingOrder ? order < 0 : order > 0;
            return number(a.key) > number(b.key);
        });
        QList<MessageKey> keys;
        for (const Message &message : std::as_const(all))
            keys << message.key;
        return keys;
    }

    static int compare(MessageSort sort, const Message &a, const Message &b)
    {
        const auto order = [](const auto &left, const auto &right) { return left < right ? -1 : right < left ? 1 : 0; };
        const auto name = [](QString text) { return text.replace(u'Ä', u'a').toLower(); };
        const auto life = [](const Message &m) {
            const QStringList words{u"Enqueued"_s, u"Dequeued"_s, u"Preprocessing"_s, u"Processing"_s};
            const qsizetype word = words.indexOf(m.status);
            return std::pair(int(m.state), word < 0 ? words.size() : word);
        };
        switch (sort) {
        case MessageSort::Status:
            return order(life(a), life(b));
        case MessageSort::File:
            return order(name(a.file), name(b.file));
        case MessageSort::Job:
            return order(a.job, b.job);
        case MessageSort::Entity:
            return order(a.entity, b.entity);
        case MessageSort::Company:
            return order(a.company, b.company);
        case MessageSort::Rows:
            return order(a.records.value_or(-1), b.records.value_or(-1));
        case MessageSort::Size:
            return order(a.bytes.value_or(-1), b.bytes.value_or(-1));
        case MessageSort::MessageId:
            return order(a.messageId.text(), b.messageId.text());
        case MessageSort::Age:
            return order(b.createdUtc, a.createdUtc);
        case MessageSort::InState:
            return order(b.changedUtc, a.changedUtc);
        }
        return 0;
    }

    JournalFixture f;
    QDateTime made; ///< when the last message was
    std::unique_ptr<Journal> journal;
    std::unique_ptr<JournalReader> reader;
    QList<MessageKey> keys;
};

QTEST_GUILESS_MAIN(MessageOrderTest)
#include "MessageOrderTest.moc"
