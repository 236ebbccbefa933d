#include "tests/ui/messages/PageWorld.h"

#include "tests/app/files/PackageFixture.h"

#include <QFile>
#include <QFileInfo>
#include <qcorotask.h>

namespace waybill {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const MessageId anId(u"8f3c2d10-5b7e-4c1a-9f00-2a6d1e4ba61e"_s);

/// A demand forecast of `rows` records; every eleventh has an item nobody knows, some a comma in the number.
QString writeForecast(const QString &folder, int rows)
{
    const QString path = folder + u"/demand-forecast-W48.csv"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the test's folder cannot be written");
    file.write("ITEMNUMBER,SITE,QUANTITY\r\n");
    for (int row = 1; row <= rows; ++row) {
        const char *item = row % 11 == 0 ? "D0177-X" : "M0004";
        const char *quantity = row % 50 == 0 ? "\"1,5\"" : "40";
        file.write(QByteArray(item) + ',' + (row % 2 ? "1" : "2") + ',' + quantity + "\r\n");
    }
    return path;
}

} // namespace

PageWorld::PageWorld(EnvironmentKind kind)
{
    clock->now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
    Environment environment;
    environment.name = u"UAT Europe"_s;
    environment.url = QUrl(u"http://127.0.0.1:9"_s);
    environment.authority = QUrl(u"http://127.0.0.1:9"_s);
    environment.tenant = u"contoso.example"_s;
    environment.clientId = u"11111111-2222-3333-4444-555555555555"_s;
    environment.kind = kind;
    const std::pair<const char16_t *, const char16_t *> jobs[] = {{u"Demand forecast", u"Demand forecast entries"},
                                                                  {u"Customer groups", u"Customer groups"},
                                                                  {u"Sales orders", u"Sales order lines V2"}};
    int serial = 0;
    for (const auto &[name, entity] : jobs) {
        const ActivityId id(u"00000000-0000-0000-0000-00000000000%1"_s.arg(++serial));
        environment.jobs << DataJob{QString::fromUtf16(name),   id,        JobDirection::Import,
                                    QString::fromUtf16(entity), u"usmf"_s, false};
    }
    environments.setTransient(environment);
    journal = Journal::open(folder.path(), clock, Journal::Access::ReadWrite).value();
    desk = std::make_unique<MessageDesk>(folder.path(), journal.get(), &environments, &connections, clock);
}

PageWorld::~PageWorld()
{
    // As the program ends: what still waits for the journal goes on before anything it uses is gone.
    QCoro::waitFor(desk->shutDown(Error{ErrorKind::Cancelled, u"The test is over."_s, {}, 0, {}}));
}

MessagesServices PageWorld::services()
{
    return {desk.get(), &environments, clock, [this](const QUrl &url) { opened << url; },
            [this](QWidget *, const QString &, const std::function<void(QString)> &then) {
                if (!savePath.isEmpty())
                    then(savePath);
            },
            [this](QWidget *, const std::function<void(QString)> &then) { then(openPath); }};
}

MessageKey PageWorld::add(const QString &file, const QString &job, qint64 records, std::chrono::seconds age,
                          const QStringList &words, std::chrono::seconds step)
{
    const QDateTime noon = clock->now;
    clock->now = noon.addSecs(-age.count());
    const QString path = folder.path() + u'/' + file;
    if (!QFileInfo::exists(path)) {
        QFile written(path);
        if (!written.open(QIODevice::WriteOnly) || written.write("A,B\r\n" + file.toUtf8() + ",1\r\n") < 0)
            qFatal("the test's folder cannot be written");
    }
    const StoredPayload payload = desk->payloads().add(path, {}, {}).value();
    NewMessage row;
    row.environment = u"UAT Europe"_s;
    row.job = job;
    row.entity = job;
    row.company = u"usmf"_s;
    row.file = file;
    row.bytes = payload.bytes;
    row.sha256 = payload.sha256;
    row.records = records;
    const MessageKey key = QCoro::waitFor(journal->append({row}, u"test"_s)).value().first();
    for (const QString &word : words) {
        clock->now = clock->now.addSecs(step.count());
        MessageChange change;
        change.key = key;
        const auto ours = messageStateFrom(word);
        const MessageState state = ours ? *ours : stateOfStatus(word);
        change.event = {clock->now, ours ? EventSource::Local : EventSource::Service, word, {}};
        change.state = state;
        if (!ours) {
            change.status = word;
            change.messageId = anId;
        }
        if (state == MessageState::Sending)
            change.sentUtc = clock->now;
        if (state == MessageState::Unconfirmed)
            change.error = Error{ErrorKind::AnswerLost, u"The connection ended after the last byte."_s, {}, 0, {}};
        if (state == MessageState::Held)
            change.error = Error{ErrorKind::Unreachable, u"Nobody was reached: the name is unknown."_s, {}, 0, {}};
        if (state == MessageState::Rejected)
            change.error = Error{ErrorKind::Refused,
                                 u"The service refused the file: the entity is unknown."_s,
                                 u"Entity 'Costumers' does not exist."_s,
                                 400,
                                 {}};
        if (!QCoro::waitFor(journal->commit(change)))
            qFatal("the journal refused a change");
    }
    clock->now = noon;
    return key;
}

void PageWorld::explain(MessageKey key)
{
    Failure failure;
    failure.collectedUtc = clock->now;
    failure.complete = true;
    failure.executionStatus = u"PartiallySucceeded"_s;
    failure.explanation = u"37 of 400 records failed; the others arrived."_s;
    failure.pageUrl = u"http://127.0.0.1:9/execution/DF-7"_s;
    failure.nextSteps = {u"Mend the rows, save them, and push the file."_s};
    failure.causes = {{u"The value “…” in field “Item number” is not found in the related table “Released products”"_s,
                       31, u"Release the products to usmf first, or take the rows out."_s},
                      {u"Quantity is not a number"_s, 6, u"A comma stands where the format wants a point: 1,5"_s}};
    for (int row = 11; row <= 341; row += 11)
        failure.errors << RecordError{QString::number(row),
                                      {},
                                      u"The value 'D0177-X' in field 'Item number' is not found in the related table "
                                      "'Released products'."_s,
                                      row,
                                      row + 1};
    for (int row = 50; row <= 300; row += 50)
        failure.errors << RecordError{QString::number(row), u"QUANTITY"_s,
                                      u"Field 'QUANTITY': the value '1,5' is not a valid number."_s, row, row + 1};
    MessageChange ids;
    ids.key = key;
    ids.executionId = ExecutionId(u"DF-2026-11-23-0007"_s);
    ids.stagingRecords = 394;
    ids.targetRecords = 363;
    ids.writesEvent = false;
    if (!QCoro::waitFor(journal->commit(ids)) || !QCoro::waitFor(journal->keepFailure(key, failure)))
        qFatal("the journal refused a failure");
    StoredExchange exchange{clock->now,
                            u"enqueue"_s,
                            u"POST"_s,
                            u"http://127.0.0.1:9/api/connector/enqueue/1"_s,
                            200,
                            412,
                            8'400'000,
                            38,
                            {u"ms-dyn-aid: 4711"_s},
                            u"\"8f3c2d10\""_s};
    journal->keepExchange(key, exchange);
    exchange.purpose = u"GetMessageStatus"_s;
    exchange.httpStatus = 429;
    journal->keepExchange(key, exchange);
    if (!QCoro::waitFor(journal->settled()))
        qFatal("the journal did not settle");
}

MessageKey PageWorld::addFailedPackage()
{
    const QString name = u"customers-and-vendors.zip"_s;
    tests::samplePackage(folder.filePath(name));
    const MessageKey key = add(name, u"Customer groups"_s, 7, 4min,
                               {u"Sending"_s, u"InFlight"_s, u"Enqueued"_s, u"Processing"_s, u"ProcessedWithErrors"_s});
    Failure failure;
    failure.collectedUtc = clock->now;
    failure.complete = true;
    failure.executionStatus = u"PartiallySucceeded"_s;
    failure.entities = {{u"Customers V3"_s, u"Finished"_s, u"Error"_s, 4, 0, 2, 2},
                        {u"Vendors V2"_s, u"Error"_s, u"Finished"_s, 3, 1, 2, 0}};
    failure.errors = {{u"US-2"_s, u"NAME"_s, u"Field 'NAME' must be filled in."_s, 2, 3, u"Customers V3"_s},
                      {u"K-9"_s, {}, u"The record already exists."_s, {}, {}},
                      {u"V-3"_s, {}, u"The value 'V-3' in field 'VENDOR' is not found."_s, 3, 4, u"Vendors V2"_s}};
    failure.causes = {{u"Field 'NAME' must be filled in."_s, 1, u"Fill the field in the rows named here."_s},
                      {u"The record already exists."_s, 1, u"Keep one row for each key and push the rest again."_s},
                      {u"The value ‘…’ in field 'VENDOR' is not found."_s, 1, {}}};
    failure.explanation = u"3 records failed for 3 causes, most of them (1): Field 'NAME' must be filled in."_s;
    failure.nextSteps = {u"Save the failing rows, mend them, and push just these as a new file."_s};
    failure.pageUrl = u"file:///etc/passwd"_s;
    failure.log = u"12:00:01 <b>Staging</b> of Customers V3 began\n12:00:03 \x1b[31mVendors V2: 1 record failed\n"
                  "12:00:04 Target of Customers V3 began\n12:00:07 2 records failed, 2 arrived"_s;
    failure.files = {{FailureFile::Kind::TargetErrorKeys, u"Vendors V2"_s, u"keys.csv"_s, 13, false, {}},
                     {FailureFile::Kind::StagingErrors, u"Customers V3"_s, {}, 0, false,
                      u"The error file was not fetched from https://blob.example/f: it carries no signature."_s}};
    if (!QCoro::waitFor(journal->keepPackedFailure(key, packFailure(failure, {"VENDOR\r\nV-3\r\n"}))))
        qFatal("the journal refused a failure");
    return key;
}

MessageKey PageWorld::fillMorning()
{
    const QString job = u"Demand forecast"_s;
    const QStringList sent{u"Sending"_s, u"InFlight"_s, u"Enqueued"_s};
    add(u"orders-0612.xml"_s, u"Sales orders"_s, 198, 26h, sent + QStringList{u"Processing"_s, u"Processed"_s});
    add(u"customer-groups.csv"_s, u"Customer groups"_s, 18, 2h, sent + QStringList{u"Processing"_s, u"Processed"_s});
    add(u"customers Łódź.csv"_s, u"Customer groups"_s, 1480, 61min,
        sent + QStringList{u"Preprocessing"_s, u"PreProcessingError"_s});
    add(u"orders-0642.xml"_s, u"Sales orders"_s, 212, 21min, {u"Sending"_s, u"Unconfirmed"_s});
    add(u"prices.csv"_s, u"Sales orders"_s, 12, 15min, {u"Held"_s});
    add(u"costumers.csv"_s, u"Customer groups"_s, 77, 14min, {u"Sending"_s, u"Rejected"_s});
    writeForecast(folder.path(), 400);
    const MessageKey failed = add(u"demand-forecast-W48.csv"_s, job, 400, 5min,
                                  sent + QStringList{u"Dequeued"_s, u"Processing"_s, u"ProcessedWithErrors"_s});
    explain(failed);
    add(u"price-list-eu.csv"_s, job, 38'112, 100s, sent + QStringList{u"Processing"_s});
    add(u"vendors-delta.csv"_s, job, 900, 62s, sent);
    add(u"inventory-count.csv"_s, job, 9'004, 22s, {u"Sending"_s});
    return failed;
}

Message PageWorld::message(MessageKey key) const
{
    return journal->message(key).value().value();
}

} // namespace waybill
