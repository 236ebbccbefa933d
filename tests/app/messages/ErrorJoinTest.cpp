#include "app/messages/ErrorFileJoin.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/ErrorList.h"
#include "tests/app/files/PackageFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class ErrorJoinTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void isNotCompleteWhenTheJoinWasStopped_data()
    {
        QTest::addColumn<bool>("package");
        QTest::addColumn<bool>("listed");
        QTest::newRow("a file, the error list") << false << true;
        QTest::newRow("a file, an error file alone") << false << false;
        QTest::newRow("a package, the error list") << true << true;
        QTest::newRow("a package, an error file alone") << true << false;
    }

    void isNotCompleteWhenTheJoinWasStopped()
    {
        QFETCH(bool, package);
        QFETCH(bool, listed);
        FailureMaterial material;
        material.path =
            package ? tests::samplePackage(m_folder->filePath(u"p.zip"_s)) : file("ACCOUNT,NAME\nUS-1,a\nUS-2,b\n");
        Failure failure = asked();
        if (listed) {
            material.errors = oneError;
        } else {
            failure.files = {{FailureFile::Kind::StagingErrors, u"Customers V3"_s}};
            material.contents = {"ACCOUNT,NAME\nUS-2,b\n"};
        }
        std::stop_source stop;
        stop.request_stop();
        const FailureDigest stopped = digestFailure(failed(), failure, material, stop.get_token());
        QVERIFY(!stopped.inShort.complete);
        QVERIFY(!stopped.packed.summary.complete);
        QVERIFY2(stopped.inShort.explanation.contains(u"Not all failing rows were looked for yet"_s),
                 qPrintable(stopped.inShort.explanation));
        QCOMPARE(stopped.inShort.errors.size(), listed ? 1 : 0);

        const FailureDigest whole = digestFailure(failed(), failure, material, {});
        QVERIFY(whole.inShort.complete);
        QCOMPARE(whole.inShort.errors.size(), 1);
        QCOMPARE(whole.inShort.errors[0].line, 3);
    }

    void doesNotAskForEverForAFileThatWasRemoved()
    {
        FailureMaterial material;
        material.path = m_folder->filePath(u"removed.csv"_s);
        material.errors = oneError;
        material.contents = {"ACCOUNT,NAME\nUS-2,b\n"};
        Failure failure = asked();
        failure.files = {{FailureFile::Kind::StagingErrors, u"Customers V3"_s}};
        const FailureDigest digest = digestFailure(failed(), failure, std::move(material), {});
        QVERIFY(digest.inShort.complete);
        QCOMPARE(digest.inShort.errors.size(), 1);
    }

    void saysWhereMoreErrorsAreThanCanBeKept()
    {
        FailureMaterial material;
        material.path = file("ACCOUNT,NAME\nUS-1,a\n");
        material.errors = "{\"value\":[" + QByteArray("{\"Field\":\"A\"},").repeated(mostErrors) + "{}]}";
        const FailureDigest digest = digestFailure(failed(), asked(), std::move(material), {});
        QVERIFY2(digest.inShort.explanation.contains(u"a million errors or more"_s),
                 qPrintable(digest.inShort.explanation));
    }

    void comparesAllColumnsOfXml()
    {
        const QString path =
            file("<?xml version=\"1.0\"?>\n<Document>\n<ITEM><ID>B</ID></ITEM>\n"
                 "<ITEM><ID>A</ID><SITE>1</SITE></ITEM>\n<ITEM><ID>A</ID><SITE>2</SITE></ITEM>\n</Document>\n");
        const FailureFile list{FailureFile::Kind::StagingErrors, u"Items"_s};
        QList<RecordError> errors;
        QCOMPARE(*addErrorsOfFile(path, list, "ID,SITE\nA,1\n", errors, {}), 1);
        QCOMPARE(errors[0].record, 2);
        QCOMPARE(errors[0].line, 4);
    }

    void keepsWhatCouldNotBeAskedWhenErrorsAreTold()
    {
        Failure failure = asked();
        failure.complete = false;
        failure.explanation = u"Not everything could be asked yet."_s;
        failure.nextSteps = {u"Ask again."_s, u"Known."_s};
        JoinedErrors joined;
        joined.errors = {{u"US-2"_s, {}, u"Bad."_s, 2, 3, {}}};
        joined.explanation = u"One record failed."_s;
        joined.nextSteps = {u"Known."_s};
        tellErrors(failed(), joined, failure);
        QCOMPARE(failure.errors, joined.errors);
        QCOMPARE(failure.explanation, u"Not everything could be asked yet."_s);
        QCOMPARE(failure.nextSteps, QStringList({u"Known."_s, u"Ask again."_s}));
        failure.complete = true;
        tellErrors(failed(), joined, failure);
        QCOMPARE(failure.explanation, u"One record failed."_s);
        QCOMPARE(failure.nextSteps, QStringList(u"Known."_s));
    }

private:
    static inline const QByteArray oneError =
        R"([{"RecordId":"US-2","Field":"NAME","ErrorMessage":"The value 'b' is too long."}])";

    static Message failed()
    {
        Message message;
        message.state = MessageState::Failed;
        message.status = u"ProcessedWithErrors"_s;
        return message;
    }
    static Failure asked()
    {
        Failure failure;
        failure.complete = true;
        return failure;
    }
    QString file(const QByteArray &content)
    {
        const QString path = m_folder->filePath(u"sent.csv"_s);
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write");
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ErrorJoinTest)
#include "ErrorJoinTest.moc"
