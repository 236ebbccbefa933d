#include "tests/ui/packages/PackagesPageFixture.h"

#include "ui/packages/ExportQuestion.h"
#include "ui/widgets/ConfirmByName.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QtTest>
#include <qcorofuture.h>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

/// *Export now* on the page of packages: its questions, and when it is asked for.
class ExportNowTest : public PackagesPageFixture
{
    Q_OBJECT

    QStringList exported; ///< data project and legal entity of each

    static QCoro::Task<Result<Download>> refused()
    {
        co_return fail(ErrorKind::Refused, u"There is no such data project."_s);
    }
    static QCoro::Task<Result<FetchOutcome>> late(QFuture<void> answer)
    {
        co_await answer;
        co_return FetchOutcome();
    }
    PackagesServices services()
    {
        PackagesServices made = world->services();
        made.exportNow = [this](const QString &, const QString &project, const QString &company,
                                const std::shared_ptr<FetchProgress> &, const std::stop_token &) {
            exported << project + u'@' + company;
            return refused();
        };
        return made;
    }
    QPushButton *button(const QString &name) const { return page->findChild<QPushButton *>(name); }
    ExportQuestion *ask(const QString &project)
    {
        button(u"exportNowButton"_s)->click();
        auto *question = page->findChild<ExportQuestion *>();
        if (!question)
            qFatal("no question");
        question->findChild<QComboBox *>(u"exportProjectField"_s)->setEditText(project);
        return question;
    }
    static QString wordsOf(const QWidget *dialog)
    {
        QStringList words;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            words << label->text();
        return words.join(u'\n');
    }

private slots:
    void init() { world = std::make_unique<PackagesWorld>(); }
    void cleanup()
    {
        page.reset();
        world.reset();
        exported.clear();
    }

    void productionIsAskedAboutInItsOwnWords()
    {
        world = std::make_unique<PackagesWorld>(EnvironmentKind::Production);
        show(services());
        QTest::keyClick(ask(u"Month end"_s), Qt::Key_Return);
        auto *question = page->findChild<ConfirmByName *>();
        QVERIFY(question);
        QVERIFY(exported.isEmpty());
        const QString words = wordsOf(question);
        QVERIFY2(words.contains(u"Let the production environment UAT Europe export Month end?"_s), qPrintable(words));
        QVERIFY2(words.contains(u"Nothing is taken from the receiver"_s), qPrintable(words));
        QCOMPARE(question->findChild<QPushButton *>(u"confirmButton"_s)->text(), u"Export from production"_s);
        question->findChild<QLineEdit *>(u"confirmNameField"_s)->setText(u"UAT Europe"_s);
        question->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QTRY_COMPARE(exported, QStringList{u"Month end@"_s});
    }

    void escapeAsksForNothing()
    {
        show(services());
        ExportQuestion *question = ask(u"Month end"_s);
        QSignalSpy finished(question, &QDialog::finished);
        QTest::keyClick(question, Qt::Key_Escape);
        QCOMPARE(finished.size(), 1);
        QVERIFY(exported.isEmpty());
    }

    void whatWatchingBeganMeanwhileIsWaitedFor()
    {
        QPromise<void> answer;
        answer.start();
        PackagesServices slow = services();
        slow.fetch = [&answer](const QString &, const QString &, FetchMode, const std::shared_ptr<FetchProgress> &,
                               const std::stop_token &) { return late(answer.future()); };
        show(slow);
        ExportQuestion *question = ask(u"Month end"_s);
        page->run()->fetch(u"UAT Europe"_s, {u"Customers export"_s}, FetchMode::All);
        QVERIFY(page->run()->isRunning());
        QTest::keyClick(question, Qt::Key_Return);
        QVERIFY(exported.isEmpty());
        answer.finish();
        QTRY_COMPARE(exported.size(), 1);
    }
};

QTEST_MAIN(ExportNowTest)
#include "ExportNowTest.moc"
