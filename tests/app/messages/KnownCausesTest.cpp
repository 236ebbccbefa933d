#include "app/messages/CauseText.h"
#include "app/messages/KnownCauses.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

class KnownCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheCommonCauses_data();
    void knowsTheCommonCauses();
    void isNotMisledByQuotedValues();
    void hasNothingForTheUnknown();
    void explainsFailuresWithoutRecords();
};

void KnownCausesTest::knowsTheCommonCauses_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("owner");
    const auto row = [](const QString &message, const char *id, CauseOwner owner) {
        QTest::newRow(qPrintable(message.left(60))) << message << QString::fromLatin1(id) << int(owner);
    };
    row(u"The value 'D0177-X' in field 'Item number' is not found in the related table 'Released products'."_s,
        "reference-not-found", CauseOwner::Data);
    row(u"The value 'A' in column 'ITEMNUMBER' is not found in the related table 'Items'."_s, "reference-not-found",
        CauseOwner::Data);
    row(u"Customer group 90 does not exist."_s, "reference-not-found", CauseOwner::Data);
    row(u"Field 'QUANTITY': the value '1,5' is not a valid number."_s, "number-format", CauseOwner::Data);
    row(u"Field 'PARTYTYPE': 'Firm' is not a symbol of the enumeration 'DirPartyType'."_s, "enum-symbol",
        CauseOwner::Data);
    row(u"Field 'DESCRIPTION' must be filled in."_s, "mandatory", CauseOwner::Data);
    row(u"Cannot create a record in Customers. The record already exists."_s, "duplicate", CauseOwner::Data);
    row(u"The value of field 'NAME' is too long: 70 characters, 60 are allowed."_s, "too-long", CauseOwner::Data);
    row(u"'31.13.2026' is not a valid date."_s, "date-format", CauseOwner::Data);
    row(u"The mapping is incorrect: column 'FOO' is not a field of the entity."_s, "mapping", CauseOwner::Mapping);
    row(u"Transaction was deadlocked: deadlock victim."_s, "platform", CauseOwner::Platform);
    row(u"Access denied to table 'CustTable'."_s, "rights", CauseOwner::SetUp);
}

void KnownCausesTest::knowsTheCommonCauses()
{
    QFETCH(QString, message);
    QFETCH(QString, id);
    QFETCH(int, owner);
    for (const QString &text : {message, causeText(message)}) {
        const auto cause = KnownCauses::find(text);
        QVERIFY(cause);
        QCOMPARE(cause->id, id);
        QCOMPARE(int(cause->owner), owner);
        QVERIFY(!cause->explanation.isEmpty() && !cause->mend.isEmpty() && !cause->nextSteps.isEmpty());
    }
}

void KnownCausesTest::isNotMisledByQuotedValues()
{
    QCOMPARE(KnownCauses::find(u"Field 'NAME' must be filled in; description was 'duplicate of enum'."_s)->id,
             u"mandatory"_s);
}

void KnownCausesTest::hasNothingForTheUnknown()
{
    QVERIFY(!KnownCauses::find(u"Something quite different."_s));
    QVERIFY(!KnownCauses::find(QString()));
}

void KnownCausesTest::explainsFailuresWithoutRecords()
{
    QVERIFY(KnownCauses::noExecution().explanation.contains("no execution"_L1));
    QCOMPARE(KnownCauses::noErrorRecords().nextSteps.size(), 3);
    QVERIFY(KnownCauses::notAllArrived(3, 10).explanation.contains("3 of 10"_L1));
    QVERIFY(!KnownCauses::nothingStaged().nextSteps.isEmpty());
    QCOMPARE(KnownCauses::ownerName(CauseOwner::Mapping), u"the mapping"_s);
}

QTEST_GUILESS_MAIN(KnownCausesTest)
#include "KnownCausesTest.moc"
