#include "ui/widgets/DetailReading.h"

#include <QSemaphore>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What is read in the thread of a DetailReading, and what of it is told.
class DetailReadingTest : public QObject
{
    Q_OBJECT

    using Reading = DetailReading<int, QString>;

    QSemaphore m_begun, m_mayEnd;
    QList<int> m_told;
    std::unique_ptr<Reading> m_reading;

private slots:
    void init()
    {
        m_told.clear();
        m_reading = std::make_unique<Reading>(
            [this](int key, const StillWanted &) -> Reading::Answer {
                m_begun.release();
                m_mayEnd.acquire();
                return QString::number(key);
            },
            [this](int key, const Reading::Answer &answer) {
                QCOMPARE(**answer, QString::number(key));
                m_told << key;
            });
    }
    void cleanup() { m_reading.reset(); }

    void ofSeveralQuestionsTheNewestIsAnswered()
    {
        m_reading->ask(1);
        m_begun.acquire();
        m_reading->ask(2);
        m_reading->ask(3);
        m_mayEnd.release(2);
        QTRY_COMPARE(m_told, QList<int>{3});
        QCOMPARE(m_begun.available(), 1); // nobody read the second
        m_begun.acquire();
    }

    void aRowThatIsAskedForAgainIsReadAgain()
    {
        m_reading->ask(1);
        m_begun.acquire();
        m_reading->ask(1);
        m_mayEnd.release(2);
        QTRY_COMPARE(m_told, (QList<int>{1, 1}));
        m_begun.acquire();
    }

    void whatWasGivenUpIsNotTold()
    {
        m_reading->ask(1);
        m_begun.acquire();
        m_reading->ask(1); // once more, which is given up as well
        m_reading->forget();
        m_reading->ask(2);
        m_mayEnd.release(2);
        QTRY_COMPARE(m_told, QList<int>{2}); // answers come in the order of the questions
        m_begun.acquire();
        QCOMPARE(m_begun.available(), 0);
    }

    void theSameRowAfterItWasGivenUpIsTold()
    {
        m_reading->ask(1);
        m_begun.acquire();
        m_reading->forget();
        m_reading->ask(1);
        m_mayEnd.release(2);
        QTRY_COMPARE(m_told, QList<int>{1});
        m_begun.acquire();
    }
};

QTEST_MAIN(DetailReadingTest)
#include "DetailReadingTest.moc"
