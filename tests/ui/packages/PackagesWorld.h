#pragma once

#include "app/journal/Journal.h"
#include "tests/app/files/PackageFixture.h"
#include "ui/packages/PackagesPage.h"

#include <QDir>
#include <QTemporaryDir>

namespace waybill {
using namespace Qt::StringLiterals;

/// A profile with a real book of downloads, and a service that hands out what a test says.
struct PackagesWorld {
    explicit PackagesWorld(EnvironmentKind kind = EnvironmentKind::Sandbox, bool readOnly = false, bool jobs = true)
    {
        Environment environment;
        environment.name = u"UAT Europe"_s;
        environment.url = QUrl(u"http://127.0.0.1:9"_s);
        environment.authority = environment.url;
        environment.tenant = u"contoso.example"_s;
        environment.clientId = u"11111111-2222-3333-4444-555555555555"_s;
        environment.kind = kind;
        environment.readOnly = readOnly;
        if (jobs)
            environment.jobs = {{u"Customers export"_s,
                                 ActivityId(u"00000000-0000-0000-0000-000000000003"_s),
                                 JobDirection::Export,
                                 {},
                                 u"usmf"_s,
                                 true},
                                {u"Vendors export"_s,
                                 ActivityId(u"00000000-0000-0000-0000-000000000004"_s),
                                 JobDirection::Export,
                                 {},
                                 u"usmf"_s,
                                 true}};
        if (!environments.load() || !environments.add(environment))
            qFatal("the test's profile cannot be written");
        journal = Journal::open(folder.path(), clock, Journal::Access::ReadWrite).value();
        book = std::make_unique<DownloadBook>(*journal, clock);
        QDir(folder.path()).mkpath(u"downloads"_s);
    }

    QString store() const { return folder.filePath(u"downloads"_s); }

    /// A stored package in the book.
    QCoro::Task<Result<Download>> stored(QString job, QString name, DownloadState state)
    {
        tests::samplePackage(store() + u'/' + name);
        Download row;
        row.environment = u"UAT Europe"_s;
        row.job = job;
        row.activityId = environments.find(u"UAT Europe"_s)->job(job)->activityId;
        row.correlationId = u"0a0b0c0d-0000-0000-0000-%1"_s.arg(++made, 12, 10, QLatin1Char('0'));
        row.state = state;
        row.file = name;
        row.bytes = QFileInfo(store() + u'/' + name).size();
        row.entries = 4;
        row.entities = QStringList{u"Customers V3"_s, u"Vendors V2"_s};
        row.dequeuedUtc = row.storedUtc = clock->utcNow();
        row.leaseUntilUtc = clock->utcNow().addSecs(1800);
        return book->append(row, u"Handed out"_s);
    }

    QCoro::Task<Result<FetchOutcome>> handOut(QString job, FetchMode mode)
    {
        if (failing.contains(job))
            co_return fail(ErrorKind::Refused, u"%1 is not known to the service."_s.arg(job));
        FetchOutcome outcome;
        outcome.nothingWaited = waiting == 0;
        if (waiting == 0) {
            outcome.note = u"F&O has written no package."_s;
            co_return outcome;
        }
        do {
            --waiting;
            auto row = co_await stored(job, u"%1-%2.zip"_s.arg(job).arg(made),
                                       mode == FetchMode::Look ? DownloadState::Stored : DownloadState::AckPending);
            if (!row)
                co_return fail(row.error());
            outcome.keys.append(row->key);
        } while (mode == FetchMode::All && waiting > 0);
        co_return outcome;
    }

    PackagesServices services()
    {
        PackagesServices made;
        made.book = book.get();
        made.environments = &environments;
        made.log = &log;
        made.clock = clock;
        made.storeFolder = store();
        made.fetch = [this](const QString &, const QString &job, FetchMode mode, const std::shared_ptr<FetchProgress> &,
                            const std::stop_token &) {
            asked.append({job, mode});
            return handOut(job, mode);
        };
        made.acknowledge = [this](DownloadKey key, const std::stop_token &) {
            return book->commit(
                key,
                [](Download &row) {
                    row.state = DownloadState::Acknowledged;
                    return Result<void>();
                },
                u"Acknowledged"_s);
        };
        removal = std::make_unique<FileRemoval>(book.get(), DownloadStore(folder.path()), clock);
        made.removeFiles = [this](const QList<DownloadKey> &keys, const std::shared_ptr<RemovalProgress> &progress,
                                  const std::stop_token &stop) {
            return removal->run(keys, u"by hand"_s, stop, progress);
        };
        made.retention = [this](QObject *, const std::function<void(const Result<Retention> &)> &then) {
            then(Result<Retention>(kept));
        };
        made.keepRetention = [this](const Retention &retention, const std::shared_ptr<RemovalProgress> &progress,
                                    const std::stop_token &stop) {
            kept = retention;
            return removal->apply(retention, stop, progress);
        };
        made.openUrl = [this](const QUrl &url) { opened.append(url); };
        made.askPackage = [this](QWidget *, const std::function<void(QString)> &then) { then(chosen); };
        made.askSavePath = [this](QWidget *, const QString &, const std::function<void(QString)> &then) {
            then(chosen);
        };
        made.askFolder = [this](QWidget *, const QString &, const std::function<void(QString)> &then) { then(chosen); };
        return made;
    }

    QTemporaryDir folder;
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    EnvironmentStore environments{folder.path()};
    HttpLog log;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<DownloadBook> book;
    int waiting = 0, made = 0;
    QStringList failing; ///< jobs that the service refuses to hand anything out for
    QList<std::pair<QString, FetchMode>> asked;
    QList<QUrl> opened;
    QString chosen;
    Retention kept;
    std::unique_ptr<FileRemoval> removal;
};

} // namespace waybill
