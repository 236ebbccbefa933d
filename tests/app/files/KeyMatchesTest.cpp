#include "app/files/KeyMatches.h"

#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What a column's values say of it: missing ones are all alike.
class KeyMatchesTest : public QObject
{
    Q_OBJECT

private slots:
    void missingValuesRepeat()
    {
        const KeyIndex ids({u"a"_s});
        KeyMatches matches;
        matches.finish(ids);
        QCOMPARE(matches.uniqueness(), 0.0);
        KeyMatches some;
        for (const std::size_t hash : {1, 2, 3, 2})
            some.note(hash);
        KeyMatches withMissing = some;
        for (int i = 0; i < 4; ++i)
            withMissing.noteEmpty();
        some.finish(ids);
        QCOMPARE(some.uniqueness(), 0.75);
        withMissing.finish(ids);
        QCOMPARE(withMissing.uniqueness(), 0.5);
    }

    void notesNoMoreThanTheFirst()
    {
        KeyMatches matches;
        for (int i = 0; i < 19'999; ++i)
            matches.noteEmpty();
        QVERIFY(matches.noting());
        matches.note(1);
        QVERIFY(!matches.noting());
    }
};

QTEST_GUILESS_MAIN(KeyMatchesTest)
#include "KeyMatchesTest.moc"
