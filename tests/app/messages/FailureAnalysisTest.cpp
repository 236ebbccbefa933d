#include "app/messages/ErrorFileAddress.h"
#include "app/messages/ErrorFileJoin.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/FailingRowReading.h"
#include "app/messages/FailureFetch.h"
#include "app/messages/JobStatus.h"
#include "tests/app/files/PackageFixture.h"
#include "tests/app/messages/DeskFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray errorsJson(const QList<std::array<QString, 3>> &errors)
{
    QJsonArray list;
    for (const auto &[id, field, message] : errors)
        list.append(QJsonObject{{u"RecordId"_s, id}, {u"Field"_s, field}, {u"ErrorMessage"_s, message}});
    const QString inner = QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
    const QByteArray quoted = QJsonDocument(QJsonArray{inner}).toJson(QJsonDocument::Compact);
    return quoted.sliced(1, quoted.size() - 2);
}

} // namespace

class FailureAnalysisTest : public DeskTest
{
    Q_OBJECT

private slots:
    void init()
    {
        prepare();
        m_routes.clear();
        m_service = std::make_unique<RawServer>([this](const RawRequest &r, QTcpSocket *s) {
            for (const auto &[part, given] : m_routes) {
                if (r.line().contains(part)) {
                    s->write(given.startsWith("HTTP") ? given : RawServer::ok(given));
                    return;
                }
            }
            answer(r, s);
        });
        m_values[u"GetMessageStatus"_s] = "\"ProcessedWithErrors\"";
        m_values[u"GetExecutionSummaryStatus"_s] = "\"PartiallySucceeded\"";
        m_values[u"GetExecutionErrors"_s] = errorsJson({{u"20"_s, u"NAME"_s, u"The value 'x' is too long."_s}});
        m_values[u"GetImportStagingErrorFileUrl"_s] = "\"\"";
        m_values[u"GenerateImportTargetErrorKeysFile"_s] = "false";
    }

    void collectsAtOnceWithoutBeingAsked()
    {
        m_routes = {{"/api/connector/jobstatus/" + activity.toLatin1() + "?jobId=" + messageId.toLatin1(),
                     json("{`DataJobStatus`:{`DataJobState`:6},`ExecutionLog`:`line 1\\nline 2`,`ExecutionDetail`:["
                          "{`EntityName`:`Customer groups`,`StagingStatus`:`Error`,`StagingRecords`:2,"
                          "`StagingErrorCount`:1,`TargetStatus`:`Error`,`TargetRecords`:1,`TargetErrorCount`:1}]}")},
                    {"/files/staging", "CUSTOMERGROUPID,NAME\r\n20,x\r\n"},
                    {"/files/keys", "CUSTOMERGROUPID\r\n30\r\n"}};
        m_values[u"GetImportStagingErrorFileUrl"_s] = '"' + m_service->url().toEncoded() + "/files/staging.csv\"";
        m_values[u"GenerateImportTargetErrorKeysFile"_s] = "true";
        m_values[u"GetImportTargetErrorKeysFileUrl"_s] = '"' + m_service->url().toEncoded() + "/files/keys.csv\"";
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID,NAME\r\n10,a\r\n20,x\r\n30,c\r\n"));
        QTRY_VERIFY(kept(program, key));
        const Failure failure = **program.journal->failure(key);
        QVERIFY(failure.complete);
        QCOMPARE(failure.log, u"line 1\nline 2"_s);
        QCOMPARE(failure.entities.size(), 1);
        QCOMPARE(failure.entities[0].stagingErrors, 1);
        QVERIFY(!asked("GetEntityExecutionSummaryStatusList"));
        // The error list, and the record that only the error-keys file names; that of the staging file is known.
        QCOMPARE(failure.errors.size(), 2);
        QCOMPARE(failure.errors[0].line, 3);
        QCOMPARE(failure.errors[1].recordId, u"30"_s);
        QCOMPARE(failure.errors[1].line, 4);
        QCOMPARE(failure.files.size(), 2);
        QCOMPARE(failure.files[0].name, u"staging.csv"_s);
        QCOMPARE(*Journal::readFailureFile(program.journal->path(), key, 0), "CUSTOMERGROUPID,NAME\r\n20,x\r\n");
        // The environment's own origin gets the token.
        QVERIFY(requestFor("/files/staging")->header("Authorization").startsWith("Bearer "));
        // Asking later asks nobody.
        const qsizetype calls = m_service->requests.size();
        QVERIFY(QCoro::waitFor(program.desk.analysis().why(key, {}))->complete);
        QCOMPARE(m_service->requests.size(), calls);
    }

    void takesUpWhatAnEarlierProgramLeft()
    {
        MessageKey key{};
        {
            Program program(m_folder->path(), m_service->url());
            QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
            key = program.push(file("CUSTOMERGROUPID,NAME\r\n20,x\r\n"));
            QVERIFY(QCoro::waitFor(program.desk.queue().done({key}, {})));
            MessageChange failed;
            failed.key = key;
            failed.event = {program.clock->utcNow(), EventSource::Service, u"ProcessedWithErrors"_s, {}};
            failed.state = MessageState::Failed;
            failed.status = u"ProcessedWithErrors"_s;
            QVERIFY(QCoro::waitFor(program.journal->commit(failed)));
        }
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        QTRY_VERIFY(kept(program, key));
        QCOMPARE((*program.journal->failure(key))->errors.size(), 1);
    }

    void keepsTheRowsOfAFileThatIsRemovedLater()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID,NAME\r\n20,x\r\n"));
        QTRY_VERIFY(kept(program, key));
        QCoro::waitFor(program.desk.poller().stop());
        QVERIFY(QFile::remove(program.desk.payloads().path(program.row(key).sha256)));
        MessageChange again;
        again.key = key;
        again.event = {program.clock->utcNow().addSecs(1), EventSource::Service, u"Failed"_s, {}};
        again.status = u"Failed"_s;
        QVERIFY(QCoro::waitFor(program.journal->commit(again)));
        const qsizetype calls = m_service->requests.size();
        const auto failure = QCoro::waitFor(program.desk.analysis().why(key, {}));
        QVERIFY(m_service->requests.size() > calls);
        QCOMPARE(failure->errors.first().line, 2);
        QCOMPARE((*program.journal->failure(key))->errors.first().line, 2);
    }

    void remembersThatThereIsNoJobStatus()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        // One message may just be unknown there: three are not.
        for (int i = 1; i <= 5; ++i) {
            const MessageKey key =
                program.push(file("CUSTOMERGROUPID\r\n" + QByteArray::number(10 * i) + "\r\n", u"%1.csv"_s.arg(i)));
            QTRY_VERIFY(kept(program, key));
            QVERIFY((*program.journal->failure(key))->complete);
            QCOMPARE(std::ranges::count_if(m_service->requests,
                                           [](const RawRequest &r) { return r.line().contains("/jobstatus/"); }),
                     std::min(i, 3));
        }
    }

    void startsFromAnExecutionIdAlone()
    {
        Program program(m_folder->path(), m_service->url());
        NewMessage tracked;
        tracked.environment = u"UAT"_s;
        tracked.state = MessageState::Failed;
        tracked.executionId = ExecutionId(u"EX-7"_s);
        const auto keys = QCoro::waitFor(program.journal->append({tracked}, u"test"_s));
        QVERIFY(keys);
        const auto failure = QCoro::waitFor(program.desk.analysis().why(keys->first(), {}));
        QVERIFY(failure && failure->complete);
        QCOMPARE(failure->errors.size(), 1);
        QCOMPARE(failure->executionStatus, u"PartiallySucceeded"_s);
        QVERIFY(!asked("GetExecutionIdByMessageId") && !asked("/jobstatus/"));
    }

    void keepsSoMuchOfAllErrorFilesAndSaysSo()
    {
        m_values[u"GetEntityExecutionSummaryStatusList"_s] =
            json("[{`EntityName`:`A`,`StagingErrorCount`:1},{`EntityName`:`B`,`StagingErrorCount`:1},"
                 "{`EntityName`:`C`,`StagingErrorCount`:1}]");
        m_values[u"GetImportStagingErrorFileUrl"_s] = '"' + m_service->url().toEncoded() + "/files/staging.csv\"";
        m_routes = {{"/files/staging", "A\r\n1\r\n2\r\n"}};
        Program program(m_folder->path(), m_service->url());
        NewMessage tracked;
        tracked.environment = u"UAT"_s;
        tracked.state = MessageState::Failed;
        tracked.executionId = ExecutionId(u"EX-7"_s);
        const auto keys = QCoro::waitFor(program.journal->append({tracked}, u"test"_s));
        QVERIFY(keys);
        const auto client = program.connections.client(u"UAT"_s);
        QVERIFY(client);
        FailureFetch fetch(program.row(keys->first()), *client, program.journal.get(), program.clock, {},
                           std::make_shared<MissingCalls>(), {6, 10});
        QCoro::waitFor(fetch.run({}));
        const QList<FailureFile> files = fetch.failure().files;
        QCOMPARE(files.size(), 3);
        QCOMPARE(files[0].bytes, 6);
        QCOMPARE(files[1].bytes, 4);
        QVERIFY(files[0].cut && files[1].cut && files[1].trouble.isEmpty());
        QVERIFY(files[2].trouble.contains(u"are longer than"_s));
        QVERIFY(fetch.failure().complete);
        QCOMPARE(fetch.takeMaterial().contents, (QList<QByteArray>{"A\r\n1\r\n", "A\r\n1", {}}));
        QCOMPARE(std::ranges::count_if(m_service->requests,
                                       [](const RawRequest &r) { return r.line().contains("/files/staging"); }),
                 2);
    }

    void neverHandsTheTokenToAnotherHost()
    {
        RawServer foreign(
            [](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("CUSTOMERGROUPID\r\n20\r\n")); });
        const QByteArray place = foreign.url().toEncoded().replace("127.0.0.1", "localhost");
        m_values[u"GetImportStagingErrorFileUrl"_s] = '"' + place + "/b/errors.csv?sv=1\\u0026sig=HUSHHUSH\"";
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID,NAME\r\n20,x\r\n"));
        QTRY_VERIFY(kept(program, key));
        QCOMPARE(foreign.requests.size(), 1);
        QVERIFY(foreign.requests[0].line().contains("sig=HUSHHUSH"));
        QVERIFY(foreign.requests[0].header("Authorization").isEmpty());
        // Neither log nor journal knows the signature.
        for (const Exchange &exchange : program.log.exchanges())
            QVERIFY(!exchange.url.contains("HUSH"_L1) && !exchange.answer.contains("HUSH"_L1));
        QVERIFY(QCoro::waitFor(program.journal->settled()));
        const auto exchanges = program.journal->exchanges(key);
        for (const StoredExchange &exchange : *exchanges)
            QVERIFY(!exchange.url.contains("HUSH"_L1) && !exchange.answer.contains("HUSH"_L1));
        QCOMPARE((*program.journal->failure(key))->files.first().name, u"errors.csv"_s);
    }

    void judgesAddresses()
    {
        const QUrl origin(u"https://erp.example"_s);
        const auto called = [&](const QString &address) { return errorFileAddress(origin, QUrl(address)); };
        QCOMPARE(called(u"https://erp.example/f?x=1"_s)->toString(), u"https://erp.example/f?x=1"_s);
        QCOMPARE(called(u"http://erp.example/f"_s)->toString(), u"https://erp.example/f"_s);
        QVERIFY(called(u"https://x.blob.core.windows.net/f?sig=abc"_s));
        for (const QString &refused :
             {u"https://x.blob.core.windows.net/f"_s, u"http://x.example/f?sig=HUSH"_s, u"file:///etc/passwd"_s,
              u"https://u:p@erp.example/f"_s, u"/f?sig=a"_s, QString()}) {
            const auto result = called(refused);
            QVERIFY2(!result, qPrintable(refused));
            QVERIFY(!result.error().message.contains("HUSH"_L1));
        }
    }

    void readsJobStatusInAnySpelling()
    {
        const auto status =
            jobStatusFrom(json("{`datajobstatus`:{`DataJobState`:`ProcessedWithErrors`,`ExecutionIdentifier`:"
                               "`00000000-0000-0000-0000-000000000000`},`EXECUTIONLOG`:[`a`,`b`]}"));
        QVERIFY(status);
        QCOMPARE(status->state, u"ProcessedWithErrors"_s);
        QVERIFY(status->executionId.isEmpty());
        QCOMPARE(status->log, u"a\nb"_s);
        QCOMPARE(jobStatusFrom(json("{`DataJobStatus`:{`DataJobState`:8}}"))->state, u"PreProcessError"_s);
        QVERIFY(!jobStatusFrom("<html>"));
        QVERIFY(!jobStatusFrom("[]"));
    }

    void joinsToLinesInsideAPackage()
    {
        const QString zip = tests::samplePackage(m_folder->filePath(u"p.zip"_s));
        const auto error = [](const QString &id) { return RecordError{id, {}, u"Bad."_s, {}, {}}; };
        const JoinedErrors joined =
            joinErrors(zip, {error(u"V-3"_s), error(u"US-2"_s), error(u"K-9"_s), error(u"Z"_s)}, {});
        QCOMPARE(joined.errors[0].entity, u"Vendors V2"_s);
        QCOMPARE(joined.errors[0].line, 4);
        QCOMPARE(joined.errors[1].entity, u"Customers V3"_s);
        QCOMPARE(joined.errors[1].line, 3);
        // Two entities know the key: then nobody can tell.
        QVERIFY(!joined.errors[2].line && joined.errors[2].entity.isEmpty());
        QVERIFY(!joined.errors[3].line);
        const auto tables = readFailingRows(zip, joined.errors, {});
        QVERIFY(tables);
        QCOMPARE(tables->size(), 3);
        QCOMPARE(tables->at(0).entity, u"Vendors V2"_s);
        QCOMPARE(tables->at(0).cell(0, 0).toString(), u"V-3"_s);
        QCOMPARE(tables->at(1).columns, QStringList({u"ACCOUNT"_s, u"NAME"_s}));
        QVERIFY(!tables->at(2).placed);
        QCOMPARE(tables->at(2).total, 2);
        const QString saved = m_folder->filePath(u"failing.zip"_s);
        QCOMPARE(*writeFailingRows(zip, joined.errors, saved, {}), 2);
    }

    void tellsFailedRecordsWithOneKeyApart()
    {
        const QByteArray sent("ID,NAME,GROUP\nA,a,G\nDB,first,NOPE1\nC,c,G\nDB,second,NOPE2\nE,e,G\n");
        const QString path = file(sent);
        const JoinedErrors joined = joinErrors(path,
                                               {{u"DB"_s, {}, u"'NOPE1' is not found."_s, {}, {}, {}},
                                                {u"db"_s, {}, u"'NOPE2' is not found."_s, {}, {}, {}}},
                                               {});
        QCOMPARE(joined.errors[0].line, 3);
        QCOMPARE(joined.errors[1].line, 5);
        const QString rows = m_folder->filePath(u"rows.csv"_s);
        QCOMPARE(*writeFailingRows(path, joined.errors, rows, {}), 2);
        QFile written(rows);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), "ID,NAME,GROUP\nDB,first,NOPE1\nDB,second,NOPE2\n");
        // An error file that lists them too names nothing new, by all their values or by their key alone.
        FailureFile staging, keys;
        staging.kind = FailureFile::Kind::StagingErrors;
        keys.kind = FailureFile::Kind::TargetErrorKeys;
        for (const FailureFile &file : {staging, keys}) {
            const QByteArray list = file.kind == FailureFile::Kind::TargetErrorKeys
                                        ? "ID\nDB\nDB\n"
                                        : "ID,NAME,MESSAGE\nDB,first,one\nDB,second,two\n";
            QList<RecordError> errors = joined.errors;
            QCOMPARE(*addErrorsOfFile(path, file, list, errors, {}), 0);
            // What it alone names comes line by line.
            errors.clear();
            QCOMPARE(*addErrorsOfFile(path, file, list, errors, {}), 2);
            QCOMPARE(errors[0].line, 3);
            QCOMPARE(errors[1].line, 5);
            // One of them is known, with its place or without.
            errors = {joined.errors[1]};
            QCOMPARE(*addErrorsOfFile(path, file, list, errors, {}), 1);
            QCOMPARE(errors[1].line, 3);
            errors = {{u"DB"_s, {}, u"Bad."_s, {}, {}, {}}, {u"DB"_s, {}, u"Bad."_s, {}, {}, {}}};
            QCOMPARE(*addErrorsOfFile(path, file, list, errors, {}), 0);
            QCOMPARE(errors[0].line, 3);
            QCOMPARE(errors[1].line, 5);
        }
    }

    void showsAMegabyteOfForeignTextAsText()
    {
        const QString foreign = u"<b>x</b>\x1b[31m\u202e"_s + QString(1 << 20, u'y');
        m_values[u"GetExecutionErrors"_s] = errorsJson({{u"20"_s, {}, foreign}});
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID,NAME\r\n20,x\r\n"));
        QTRY_VERIFY(kept(program, key));
        const Failure failure = **program.journal->failure(key);
        QCOMPARE(failure.errors.first().message, foreign); // whole and as it came
        QVERIFY(failure.explanation.size() < 1'000);
        QVERIFY(!failure.explanation.contains(QChar(0x1b)) && !failure.explanation.contains(QChar(0x202e)));
        const auto rows = QCoro::waitFor(program.desk.analysis().failingRows(key, {}));
        QVERIFY(rows);
        QVERIFY(rows->first().message(0).startsWith(u"<b>x</b>␛[31m[U+202E]yyy"_s));
    }

private:
    bool kept(Program &program, MessageKey key)
    {
        const auto failure = program.journal->failureInShort(key);
        return failure && *failure;
    }
    const RawRequest *requestFor(const QByteArray &part) const
    {
        const auto found =
            std::ranges::find_if(m_service->requests, [&](const RawRequest &r) { return r.line().contains(part); });
        return found == m_service->requests.cend() ? nullptr : &*found;
    }
    bool asked(const QByteArray &part) const { return requestFor(part) != nullptr; }

    QList<std::pair<QByteArray, QByteArray>> m_routes; ///< part of a request line, and the answer's body
};

QTEST_GUILESS_MAIN(FailureAnalysisTest)
#include "FailureAnalysisTest.moc"
