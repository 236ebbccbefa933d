#pragma once

#include "ui/shell/MainWindow.h"
#include "ui/style/Palette.h"

#include <QTemporaryDir>

namespace waybill {

class Appearance;
class ExplorePage;
class PackagesPage;
class QueryTab;
struct EnvironmentsServices;

/// Draws every page into PNG files, with data that really went through the practice environment: samples are pushed,
/// one answer is lost, one file is refused, one sticks. Ends the application: 0 when every picture was written.
class PictureTaker final : public QObject
{
    Q_OBJECT

public:
    /// All outlive this; the profile of `bench` is a scratch one.
    PictureTaker(Workbench *bench, MainWindow *window, Appearance *appearance, QString folder);

    void start();

private:
    QCoro::Task<void> run();
    QCoro::Task<Result<void>> drawOpening();
    QCoro::Task<Result<void>> drawEmpty();
    QCoro::Task<Result<void>> pushEverything();
    QCoro::Task<Result<void>> drawEverything();
    QCoro::Task<Result<void>> drawDashboard();
    QCoro::Task<Result<void>> drawOnly();
    QCoro::Task<Result<void>> drawExplore();
    QCoro::Task<Result<void>> drawExploreRows(ExplorePage *page, QueryTab *tab);
    QCoro::Task<Result<void>> drawExploreTroubles(ExplorePage *page);
    QCoro::Task<Result<void>> drawPackages();
    QCoro::Task<Result<void>> drawPackageTools(PackagesPage *page);
    QCoro::Task<Result<void>> drawPackageQuestions(PackagesPage *page);
    QCoro::Task<Result<void>> drawDropMenu();
    QCoro::Task<Result<void>> drawChecks();
    QCoro::Task<Result<void>> drawEnvironments();
    QCoro::Task<Result<void>> drawSignIns(EnvironmentsServices *services);
    QCoro::Task<Result<void>> drawImport();
    QCoro::Task<Result<void>> drawForms(EnvironmentsServices *services);
    QCoro::Task<Result<void>> drawGuarded();
    QCoro::Task<Result<void>> drawCheck(Environment environment, QString name);
    QCoro::Task<Result<void>> draw(QString name);
    QCoro::Task<Result<void>> draw(QWidget *window, QString name);
    QCoro::Task<Result<void>> draw(QWidget *window, QString name, QList<QSize> sizes);
    QCoro::Task<bool> reached(QList<std::pair<MessageKey, MessageState>> wanted);
    QString written(const QString &name, const QByteArray &content) const;
    QString copyOf(const QString &sample, const QString &name) const;
    void end(const Result<void> &outcome);

    Workbench *m_bench;
    MainWindow *m_window;
    Appearance *m_appearance;
    QString m_folder;
    QTemporaryDir m_files;
    MessageKey m_failed{}, m_unconfirmed{}, m_stuck{};
    int m_drawn = 0;
};

} // namespace waybill
