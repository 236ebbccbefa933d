#include "app/files/CompositeKey.h"
#include "app/files/RecordJoin.h"
#include "tests/app/files/StoredFile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace waybill;

namespace {

constexpr int mostSteps = 4'096;
const QString poison = u"1-"_s.repeated(14) + u"LONG-9"_s;

/// Cells that make up all of the poisonous id but its end, in more ways than can be tried.
QStringList poisonousRow()
{
    QStringList cells(200, u"1"_s);
    cells.prepend(u"LONG"_s);
    return cells;
}

} // namespace

/// How record ids are put together, learnt from records that are not well-meant.
class CompositeKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void learnsTheOrderAndWhatStandsBetween()
    {
        CompositeKeyLearner learner(KeyIndex({u"K7-3, x"_s}));
        QVERIFY(learner.learn({u"x"_s, u"K7"_s, u"3"_s}));
        QCOMPARE(learner.candidates().front(), (CompositeKey{{1, 2, 0}, {u"-"_s, u", "_s}}));
    }

    void boundsWhatItTriesWithOneRecord()
    {
        CompositeKeyLearner learner(KeyIndex({poison, u"K7-3"_s}));
        QVERIFY(!learner.learn(poisonousRow()));
        QVERIFY2(learner.steps() > 200 && learner.steps() <= mostSteps, qPrintable(QString::number(learner.steps())));
        // Far more ones than can be noted.
        QVERIFY(!learner.learn(poisonousRow() + QStringList(10'000, u"1"_s)));
        QVERIFY2(learner.steps() <= mostSteps, qPrintable(QString::number(learner.steps())));
        // The bound is the record's and the id's: neither ends what others teach.
        QVERIFY(learner.learn(QStringList{u"K7"_s, u"3"_s} + poisonousRow()));
        QVERIFY(learner.steps() <= 2 * mostSteps);
        QCOMPARE(learner.candidates().front(), (CompositeKey{{0, 1}, {u"-"_s}}));
    }

    void joinsASoundIdBesideAPoisonousOne()
    {
        const QByteArray header = "ITEM,SITE" + QByteArray(",X").repeated(199) + "\n";
        const QByteArray row = poisonousRow().join(u',').toLatin1() + "\n";
        const tests::StoredFile file(header + row.repeated(50) + "K7,3\nK8,3\n");
        const auto join = joinRecords(file.path(), {poison, u"K7-3"_s});
        QVERIFY(join);
        QCOMPARE(join->by, RecordJoin::By::CompositeKey);
        QVERIFY(!join->places[0]);
        QVERIFY(join->places[1]);
        QCOMPARE(join->places[1]->number, 51);
    }

    void learnsNothingFromEndlessIds()
    {
        const auto id = [](qsizetype length) { return u"K7-"_s + QString(length - 3, u'3'); };
        QVERIFY(CompositeKeyLearner(KeyIndex({id(512)})).learning());
        QVERIFY(!CompositeKeyLearner(KeyIndex({id(513)})).learning());
        QVERIFY(!CompositeKeyLearner(KeyIndex({id(1'000'000)})).learning());
    }
};

QTEST_GUILESS_MAIN(CompositeKeyTest)
#include "CompositeKeyTest.moc"
