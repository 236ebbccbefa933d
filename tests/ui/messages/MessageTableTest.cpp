#include "ui/messages/MessageTable.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/ViewWorker.h"

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The view over a hundred thousand rows: what it reads, what assistive technology gets, what stays in its place.
class MessageTableTest : public QObject
{
    Q_OBJECT

    static constexpr int rows = 100'000;
    int read = 0;
    std::shared_ptr<const OrderRows> order;
    MessageOrder rule{MessageSort::Size, Qt::AscendingOrder};
    std::unique_ptr<MessageTableModel> model;
    std::unique_ptr<MessageTable> table;

    static Message make(MessageKey key)
    {
        Message message;
        message.key = key;
        message.file = u"file-%1.csv"_s.arg(number(key));
        return message;
    }
    /// What the journal would have told: these messages have these sizes now; -1: they left the filter.
    void change(const QList<std::pair<MessageKey, int>> &sizes)
    {
        QList<MessageKey> keys;
        OrderRows present;
        for (const auto &[key, size] : sizes) {
            keys << key;
            if (size >= 0)
                present.push_back(rule.entry(key, size, false));
        }
        ViewUpdate update;
        update.complete = true;
        update.change = rule.replace(order, keys, present);
        order = update.change.rows;
        model->apply(update);
    }
    int topOf(MessageKey key) const { return table->visualRect(model->index(model->rowOf(key), 0)).top(); }

private slots:
    void init()
    {
        read = 0;
        model = std::make_unique<MessageTableModel>(std::make_shared<SystemClock>(), [this](MessageKey key) {
            ++read;
            return make(key);
        });
        connect(model.get(), &MessageTableModel::wanted, model.get(), [this](const QList<MessageKey> &keys) {
            QList<Message> messages;
            for (const MessageKey key : keys)
                messages << make(key);
            QMetaObject::invokeMethod(
                model.get(), [this, messages, keys] { model->take(messages, keys); }, Qt::QueuedConnection);
        });
        table = std::make_unique<MessageTable>(model.get());
        table->resize(600, 400);
        table->show();
        OrderRows all;
        for (int i = 0; i < rows; ++i)
            all.push_back(rule.entry(MessageKey(i + 1), 10 * i, false));
        order = std::make_shared<const OrderRows>(std::move(all));
        ViewUpdate update;
        update.fresh = update.complete = true;
        update.change.rows = order;
        model->apply(update);
    }
    void cleanup()
    {
        table.reset();
        model.reset();
    }

    void readsNothingButWhatIsOnScreen()
    {
        QTRY_COMPARE(model->index(0, 1).data().toString(), u"file-1.csv"_s);
        table->scrollTo(model->index(50'000, 0));
        QTRY_COMPARE(model->index(50'000, 1).data().toString(), u"file-50001.csv"_s);
        table->grab();
        QCOMPARE(read, 0);
        QVERIFY(model->shownKeys().size() < 30);
        QVERIFY(model->shownKeys().contains(MessageKey(50'001)));
    }

    void assistiveTechnologyReadsACellWithoutAllTheOthers()
    {
        QAccessible::setActive(true);
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(table.get());
        QVERIFY(interface && interface->tableInterface());
        QAccessibleTableInterface *cells = interface->tableInterface();
        QCOMPARE(cells->rowCount(), rows);
        QCOMPARE(cells->columnCount(), int(MessageTableModel::ColumnCount));
        QCOMPARE(cells->columnDescription(MessageTableModel::FileColumn), u"File"_s);
        QAccessibleInterface *cell = cells->cellAt(90'000, MessageTableModel::FileColumn);
        QVERIFY(cell);
        QCOMPARE(cell->text(QAccessible::Name), u"file-90001.csv"_s);
        QCOMPARE(read, 1);
        change({{MessageKey(5), 900'000}}); // moves to another place
        QCOMPARE(cells->cellAt(90'001, MessageTableModel::FileColumn)->text(QAccessible::Name), u"file-90002.csv"_s);
        QCOMPARE(cells->rowCount(), rows);
        table->selectRow(70);
        QCOMPARE(cells->selectedRows(), QList{70});
        QVERIFY(read < 30);
        QAccessible::setActive(false);
    }

    void whatIsLookedAtStaysInItsPlace()
    {
        const MessageKey key{50'001};
        table->scrollTo(model->index(model->rowOf(key), 0), QAbstractItemView::PositionAtCenter);
        const int top = topOf(key);
        table->selectRow(model->rowOf(key));
        change({{MessageKey(200'001), 3}, {MessageKey(200'002), 13}, {MessageKey(7), -1}, {MessageKey(9), 700'000}});
        QCOMPARE(topOf(key), top);
        QCOMPARE(model->keyAt(table->currentIndex().row()), key);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QVERIFY(model->shownKeys().contains(key));
        table->selectionModel()->clear();
        const MessageKey first = model->keyAt(table->rowAt(0));
        const int above = topOf(first);
        change({{MessageKey(200'003), 4}, {MessageKey(200'004), 14}, {MessageKey(11), -1}});
        QCOMPARE(topOf(first), above);
    }

    void atTheTopTheNewOnesComeIntoSight()
    {
        change({{MessageKey(200'001), 3}, {MessageKey(200'002), 0}});
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        QVERIFY(model->shownKeys().contains(MessageKey(200'001)));
        QTRY_COMPARE(model->index(model->rowOf(MessageKey(200'001)), 1).data().toString(), u"file-200001.csv"_s);
    }

    void aMessageThatMovesTakesItsChoiceAlong()
    {
        table->selectRow(20);
        const MessageKey key = model->keyAt(20);
        change({{key, 500'005}, {MessageKey(90), -1}});
        QCOMPARE(model->keyAt(table->currentIndex().row()), key);
        QVERIFY(table->currentIndex().row() > 49'000);
    }
};

QTEST_MAIN(MessageTableTest)
#include "MessageTableTest.moc"
