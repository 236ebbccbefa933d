#include "app/odata/Filter.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Filters as trees and back.
class FilterTest : public QObject
{
    Q_OBJECT
private slots:
    void readsConditions();
    void goesThereAndBack_data();
    void goesThereAndBack();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void survivesDepth();
};

void FilterTest::readsConditions()
{
    const auto both = filterFrom(u"Name eq '*O''Neill*' and Type ne Microsoft.Dynamics.DataEntities.NoYes'Yes'"_s);
    QVERIFY(both && both->kind == FilterNode::Kind::And && both->parts.size() == 2);
    QCOMPARE(both->parts[0].compares, FilterOperator::Contains);
    QCOMPARE(both->parts[0].value.text, u"O'Neill"_s);
    QCOMPARE(both->parts[1].value.kind, FilterValue::Kind::Enum);
    QCOMPARE(both->parts[1].value.type, enumNamespace + u"NoYes"_s);
    QCOMPARE(both->parts[1].value.text, u"Yes"_s);
    QCOMPARE(filterFrom(u"A eq 'x*'"_s)->compares, FilterOperator::BeginsWith);
    QCOMPARE(filterFrom(u"A eq '*x'"_s)->compares, FilterOperator::EndsWith);
    QCOMPARE(filterFrom(u"A eq 'x*y'"_s)->compares, FilterOperator::Equal);
    QCOMPARE(filterFrom(u"A ne '*x*'"_s)->compares, FilterOperator::NotEqual);
    QCOMPARE(filterFrom(u"A ge 2024-01-01T00:00:00Z"_s)->value.kind, FilterValue::Kind::Plain);
    const auto mixed = filterFrom(u"A eq 1 or B eq 2 and not (C lt -3.5)"_s);
    QVERIFY(mixed && mixed->kind == FilterNode::Kind::Or && mixed->parts[1].kind == FilterNode::Kind::And);
}

void FilterTest::goesThereAndBack_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"A eq 'x'", "A eq '*O''Neill*'", "A eq ''", "A eq '*'", "A eq '**'", "(A eq 1 or B eq 2) and C eq null",
          "A eq 1 and (B eq 2 and C eq 3)", "not (A eq 1 or B ne true)", "Lines/Quantity gt 10",
          "Gender eq Microsoft.Dynamics.DataEntities.Gender'Unknown'", "A eq 'x (y) or '", "Größe le 5",
          "A eq 00000000-0000-0000-0000-00000000abcd"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void FilterTest::goesThereAndBack()
{
    QFETCH(QString, text);
    const auto tree = filterFrom(text);
    QVERIFY2(tree, tree ? "" : qPrintable(tree.error().message));
    QCOMPARE(filterText(*tree), text);
    QCOMPARE(*filterFrom(filterText(*tree)), *tree);
}

void FilterTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<bool>("canBeSent");
    QTest::newRow("nothing") << u""_s << qsizetype(0) << false;
    QTest::newRow("no value") << u"A eq "_s << qsizetype(5) << false;
    QTest::newRow("no operator") << u"A 'x'"_s << qsizetype(2) << false;
    QTest::newRow("no quotes") << u"A eq usmf"_s << qsizetype(5) << true;
    QTest::newRow("no closing quote") << u"A eq 'usmf"_s << qsizetype(5) << false;
    QTest::newRow("no closing bracket") << u"(A eq 1"_s << qsizetype(7) << false;
    QTest::newRow("function") << u"contains(A,'x')"_s << qsizetype(8) << true;
    QTest::newRow("in") << u"A in ('x','y')"_s << qsizetype(2) << true;
    QTest::newRow("no field") << u"'x' eq A"_s << qsizetype(0) << false;
}

void FilterTest::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, at);
    QFETCH(bool, canBeSent);
    const auto tree = filterFrom(text);
    QVERIFY(!tree);
    QCOMPARE(tree.error().at, at);
    QCOMPARE(tree.error().canBeSent, canBeSent);
    QVERIFY(!tree.error().message.isEmpty());
}

void FilterTest::survivesDepth()
{
    QVERIFY(!filterFrom(QString(100'000, u'(') + u"A eq 1"_s));
    QVERIFY(!filterFrom(u"not "_s.repeated(100'000) + u"A eq 1"_s));
}

QTEST_GUILESS_MAIN(FilterTest)
#include "FilterTest.moc"
