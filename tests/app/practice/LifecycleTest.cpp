#include "app/practice/Lifecycle.h"

#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace practice;

class LifecycleTest : public QObject
{
    Q_OBJECT
private slots:
    void showsEachStatusLongEnoughAndEndsInTime();
    void waitsForTheImport();
    void takesAllWaitingMessagesAtOnce();
    void neverGoesBackUnlessToldTo();
};

void LifecycleTest::showsEachStatusLongEnoughAndEndsInTime()
{
    for (int i = 0; i < 200; ++i) {
        const LifecycleSubject subject{QUuid::createUuid().toString(QUuid::WithoutBraces), 1'700'000'000'000 + i * 37};
        QMap<QString, qint64> lasted;
        qint64 ended = -1;
        for (qint64 ms = 0; ms <= 31000 && ended < 0; ms += 10) {
            const LifecycleState state = lifecycleAt(subject, subject.storedClock + ms, Verdict::Processed, nullptr);
            lasted[state.status] += 10;
            if (state.isFinal)
                ended = ms;
        }
        QVERIFY2(ended >= 15000 && ended <= 30000, qPrintable(QString::number(ended)));
        lasted.remove(u"Processed"_s);
        QCOMPARE(lasted.size(), 4);
        for (const qint64 ms : std::as_const(lasted))
            QVERIFY(ms >= 2500);
    }
}

void LifecycleTest::waitsForTheImport()
{
    const LifecycleSubject subject{u"0f8fad5b-d9cb-469f-a165-70867728950e"_s, 0};
    const qint64 late = 3'600'000;
    QCOMPARE(lifecycleAt(subject, late, std::nullopt, nullptr).status, u"Preprocessing"_s);
    QCOMPARE(lifecycleAt(subject, late, Verdict::PreProcessingError, nullptr).status, u"PreProcessingError"_s);
    QCOMPARE(lifecycleAt(subject, late, Verdict::ProcessedWithErrors, nullptr).status, u"ProcessedWithErrors"_s);
    QVERIFY(lifecycleAt(subject, late, Verdict::ProcessedWithErrors, nullptr).isFinal);
}

void LifecycleTest::takesAllWaitingMessagesAtOnce()
{
    // Stored up to a second apart, between two looks of the batch.
    const auto takenAt = [](qint64 stored) {
        const LifecycleSubject subject{QUuid::createUuid().toString(QUuid::WithoutBraces), stored};
        qint64 now = stored;
        while (!lifecycleAt(subject, now, std::nullopt, nullptr).pickedUp)
            ++now;
        return now;
    };
    QCOMPARE(takenAt(4'000'100), takenAt(4'001'100));
}

void LifecycleTest::neverGoesBackUnlessToldTo()
{
    const QStringList order{u"Enqueued"_s, u"Dequeued"_s, u"Preprocessing"_s, u"Processing"_s, u"Processed"_s};
    const LifecycleSubject subject{u"0f8fad5b-d9cb-469f-a165-70867728950e"_s, 123456};
    qsizetype reached = 0;
    for (qint64 ms = 0; ms < 40000; ms += 100) {
        // The import ends somewhere on the way.
        const auto verdict = ms < 20000 ? std::nullopt : std::optional(Verdict::Processed);
        const qsizetype now = order.indexOf(lifecycleAt(subject, 123456 + ms, verdict, nullptr).status);
        QVERIFY(now >= reached);
        reached = now;
    }
    QCOMPARE(reached, order.size() - 1);
    LifecycleScript script;
    script.statuses = {{u"Processing"_s, 1.0}, {u"Enqueued"_s, 1.0}, {u"Processing"_s, std::nullopt}};
    QCOMPARE(lifecycleAt(subject, 123456 + 1500, Verdict::Processed, &script).status, u"Enqueued"_s);
    QCOMPARE(lifecycleAt(subject, 123456 + 999999, Verdict::Processed, &script).status, u"Processing"_s);
}

QTEST_GUILESS_MAIN(LifecycleTest)
#include "LifecycleTest.moc"
