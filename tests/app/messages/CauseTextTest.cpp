#include "app/messages/CauseText.h"

#include <QSet>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

class CauseTextTest : public QObject
{
    Q_OBJECT

private slots:
    void takesOutWhatDiffers_data();
    void takesOutWhatDiffers();
    void keepsKnownNames();
    void makesThreeCausesOfThreeThousandErrors();
    void staysBounded();
};

void CauseTextTest::takesOutWhatDiffers_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char *name, const QString &message, const QString &cause) {
        QTest::newRow(name) << message << cause;
    };
    row("reference",
        u"The value 'D0177-X' in field 'Item number' is not found in the related table 'Released products'."_s,
        u"The value ‘…’ in field 'Item number' is not found in the related table 'Released products'."_s);
    row("number", u"Field 'QUANTITY': the value '1,5' is not a valid number."_s,
        u"Field 'QUANTITY': the value ‘…’ is not a valid number."_s);
    row("double quotes", u"Value \"abc\" is unknown in entity \"Customers V3\""_s,
        u"Value ‘…’ is unknown in entity \"Customers V3\""_s);
    row("angle quotes", u"Der Wert «Zürich 5» fehlt"_s, u"Der Wert ‘…’ fehlt"_s);
    row("noun after", u"The 'SITE' field is empty"_s, u"The 'SITE' field is empty"_s);
    row("apostrophe in a value", u"Value 'O'Brien' is used in row 17"_s, u"Value ‘…’ is used in row #"_s);
    row("apostrophe of a word", u"It doesn't exist, can't be"_s, u"It doesn't exist, can't be"_s);
    row("GUID as field", u"The mapping is incorrect for field '0F8FAD5B-D9CB-469F-A165-70867728950E'."_s,
        u"The mapping is incorrect for field ‘…’."_s);
    row("bare GUID", u"Job {0f8fad5b-d9cb-469f-a165-70867728950e} ended"_s, u"Job {…} ended"_s);
    row("dates and numbers", u"On 2026-01-31 and 31.1.2026, 1,234.50 of 12 % at 10:15:30"_s,
        u"On # and #, # of # % at #"_s);
    row("codes", u"Item D0177-X of US-001 (S0001) is blocked."_s, u"Item ‘…’ of ‘…’ (‘…’) is blocked."_s);
    row("entity with a version", u"Entity Customers V3 failed"_s, u"Entity Customers V3 failed"_s);
    row("white space", u"  two\r\n\tlines  "_s, u"two lines"_s);
    row("open quote", u"A ' stays and 5 goes"_s, u"A ' stays and # goes"_s);
    row("empty value", u"The value '' is not valid"_s, u"The value ‘…’ is not valid"_s);
    row("nothing", QString(), QString());
}

void CauseTextTest::takesOutWhatDiffers()
{
    QFETCH(QString, message);
    QFETCH(QString, cause);
    QCOMPARE(causeText(message), cause);
    // A cause is its own cause, else causes of causes would be new ones.
    QCOMPARE(causeText(cause), cause);
}

void CauseTextTest::keepsKnownNames()
{
    const QStringList names = {u"ITEMNUMBER"_s, u"SITE"_s, u"ADDRESS1"_s};
    QCOMPARE(
        causeText(u"Cannot create a record. Item number: Grey chair, Site: 1. The record already exists."_s, names),
        u"Cannot create a record. Item number: ‘…’, Site: ‘…’. The record already exists."_s);
    QCOMPARE(causeText(u"'Item number' and ADDRESS1 do not fit 'x'"_s, names),
             u"'Item number' and ADDRESS1 do not fit ‘…’"_s);
}

void CauseTextTest::makesThreeCausesOfThreeThousandErrors()
{
    QSet<QString> causes;
    for (int i = 0; i < 1'000; ++i) {
        causes.insert(causeText(
            u"The value 'D%1-X' in field 'Item number' is not found in the related table 'Released products'."_s.arg(
                i)));
        causes.insert(causeText(u"Field 'QUANTITY': the value '%1,5' is not a valid number."_s.arg(i)));
        causes.insert(
            causeText(u"Line %1: a record with the key US-%1, 2026-01-%2 already exists."_s.arg(i).arg(i % 28 + 1)));
    }
    QCOMPARE(causes.size(), 3);
}

void CauseTextTest::staysBounded()
{
    QVERIFY(causeText(u"word "_s.repeated(1'000'000)).size() <= 500);
    QVERIFY(causeText(u"'"_s.repeated(100'000)).size() <= 500);
    QVERIFY(causeText(u"a' "_s.repeated(100'000)).size() <= 500);
}

QTEST_GUILESS_MAIN(CauseTextTest)
#include "CauseTextTest.moc"
