#include "app/cli/ChangeFeed.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class ChangeFeedTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsEachChangeOnce();
    void tellsNothingForAMark();
    void goesOnWhereItStopped();
};

namespace {
Event local(const QString &what, const QString &detail = {})
{
    return {QDateTime(QDate(2026, 3, 1), QTime(6, 0), Qt::UTC), EventSource::Local, what, detail};
}
Event service(const QString &what)
{
    return {QDateTime(QDate(2026, 3, 1), QTime(6, 0, 1, 5), Qt::UTC), EventSource::Service, what, {}};
}
QStringList brief(const QList<QJsonObject> &lines)
{
    QStringList all;
    for (const QJsonObject &line : lines)
        all.append(
            u"%1>%2 %3"_s.arg(line[u"from"_s].toString(), line[u"to"_s].toString(), line[u"status"_s].toString()));
    return all;
}
} // namespace

void ChangeFeedTest::tellsEachChangeOnce()
{
    Told told;
    const auto lines = changeLines(MessageKey(7),
                                   {local(u"Queued"_s), local(u"Sending"_s), local(u"InFlight"_s),
                                    service(u"Enqueued"_s), service(u"Dancing"_s), service(u"Processed"_s)},
                                   told);
    QCOMPARE(brief(lines),
             (QStringList{u">Queued "_s, u"Queued>Sending "_s, u"Sending>InFlight "_s, u"InFlight>InFlight Enqueued"_s,
                          u"InFlight>InFlight Dancing"_s, u"InFlight>Succeeded Processed"_s}));
    QCOMPARE(lines.last().keys(), (QStringList{u"atUtc"_s, u"from"_s, u"key"_s, u"status"_s, u"to"_s}));
    QCOMPARE(lines.last()[u"atUtc"_s].toString(), u"2026-03-01T06:00:01.005Z"_s);
    QCOMPARE(lines.last()[u"key"_s].toInt(), 7);
    QVERIFY(lines.first()[u"from"_s].isNull() && lines.first()[u"status"_s].isNull());
}

void ChangeFeedTest::tellsNothingForAMark()
{
    const QList<Event> events{local(u"Queued"_s), local(u"Held"_s), local(u"Held"_s, u"Marked handled by me."_s)};
    Told told;
    QCOMPARE(changeLines(MessageKey(1), events, told).size(), 2);
}

void ChangeFeedTest::goesOnWhereItStopped()
{
    const QList<Event> events{local(u"Queued"_s), local(u"InFlight"_s), service(u"Processed"_s)};
    Told told;
    changeLines(MessageKey(1), events.first(2), told);
    QCOMPARE(brief(changeLines(MessageKey(1), events.sliced(2), told)), QStringList{u"InFlight>Succeeded Processed"_s});
    QVERIFY(changeLines(MessageKey(1), {}, told).isEmpty());
}

QTEST_GUILESS_MAIN(ChangeFeedTest)
#include "ChangeFeedTest.moc"
