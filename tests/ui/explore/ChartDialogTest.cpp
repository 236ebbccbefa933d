#include "ui/explore/ChartDialog.h"

#include "tests/app/rows/PageStore.h"
#include "ui/style/Palette.h"

#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QLabel>
#include <QValueAxis>
#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// The chart of two columns, and what it says below.
class ChartDialogTest : public QObject
{
    Q_OBJECT

    QPointer<ChartDialog> m_dialog;

    void open(const QByteArray &rows, const QStringList &columns)
    {
        m_dialog = new ChartDialog(std::make_shared<const RowStore>(storeOf({rows})), columns, nullptr);
        QSignalSpy drawn(m_dialog, &ChartDialog::drawn);
        m_dialog->show();
        QTRY_COMPARE(drawn.size(), 1);
    }
    QString note() const { return m_dialog->findChild<QLabel *>(u"chartNote"_s)->text(); }

private slots:
    void cleanup() { delete m_dialog; }

    void smallAveragesHaveDecimalsOnTheScale()
    {
        open(R"({"G":"a","N":0.25},{"G":"a","N":0.75},{"G":"b","N":0.75})", {u"G"_s, u"N"_s});
        auto *measure = m_dialog->findChild<QComboBox *>(u"chartMeasure"_s);
        QSignalSpy drawn(m_dialog, &ChartDialog::drawn);
        measure->setCurrentIndex(measure->findText(u"Average of N"_s));
        QTRY_COMPARE(drawn.size(), 1);
        const auto *chart = m_dialog->findChild<QChartView *>()->chart();
        const auto *scale = qobject_cast<QValueAxis *>(chart->axes(Qt::Horizontal).value(0));
        QVERIFY(scale && scale->max() <= 1);
        QCOMPARE(scale->labelFormat(), u"%'.1f"_s);
        QCOMPARE(note(), u"2 groups"_s);
    }

    void saysThatRowsAreLeftOutOfTooManyGroups()
    {
        QByteArray rows;
        for (qsizetype n = 0; n < ChartFigure::mostGroups + 3; ++n)
            rows += (n > 0 ? ",{\"G\":" : "{\"G\":") + QByteArray::number(n) + '}';
        open(rows, {u"G"_s});
        QVERIFY2(note().contains(u"3 rows of others are left out"_s), qPrintable(note()));
    }

    void followsTheTheme()
    {
        open(R"({"G":"a","N":1},{"G":"b","N":2})", {u"G"_s, u"N"_s});
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            m_dialog->setPalette(fusionPalette(theme));
            const auto axes = m_dialog->findChild<QChartView *>()->chart()->axes();
            QCOMPARE(axes.size(), 2);
            for (const QAbstractAxis *axis : axes)
                QCOMPARE(axis->labelsColor(), paletteOf(theme).text);
        }
    }
};

QTEST_MAIN(ChartDialogTest)
#include "ChartDialogTest.moc"
