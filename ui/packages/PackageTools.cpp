#include "ui/packages/PackageTools.h"

#include "ui/packages/CompareDialog.h"
#include "ui/packages/ExportQuestion.h"
#include "ui/packages/PackageViewer.h"
#include "ui/packages/UnpackDialog.h"
#include "ui/widgets/JobDialog.h"

#include <QMimeData>

namespace waybill {
using namespace Qt::StringLiterals;

PackageTools::PackageTools(PackagesServices services, QWidget *page)
    : QObject(page), m_services(std::move(services)), m_page(page)
{
}

void PackageTools::lookInto(const QString &path, const QString &environment)
{
    auto *viewer = new PackageViewer(path, m_page);
    viewer->setAttribute(Qt::WA_DeleteOnClose);
    connect(viewer, &PackageViewer::unpackWanted, this, &PackageTools::unpack);
    connect(viewer, &PackageViewer::compareWanted, this, [this, environment](const QString &right) {
        m_services.askPackage(
            m_page, [this, right, environment](const QString &left) { comparePaths(left, right, environment); });
    });
    viewer->show();
}

void PackageTools::unpack(const QString &path)
{
    auto *dialog = new UnpackDialog(m_services, path, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PackageTools::compare(const Download &download, const QList<Download> &known)
{
    const QString right = m_services.pathOf(download);
    // Newest first: the first stored one behind this one is the one before it.
    bool behind = false;
    for (const Download &other : known) {
        const bool same = download.kind == DownloadKind::Exported ? other.dataProject == download.dataProject
                                                                  : other.job == download.job;
        if (behind && same && other.kind == download.kind && !other.file.isEmpty() &&
            other.state != DownloadState::Damaged) {
            comparePaths(m_services.pathOf(other), right, download.environment);
            return;
        }
        behind = behind || other.key == download.key;
    }
    m_services.askPackage(m_page, [this, right, environment = download.environment](const QString &left) {
        comparePaths(left, right, environment);
    });
}

void PackageTools::comparePaths(const QString &left, const QString &right, const QString &environment)
{
    DiffAsk ask;
    ask.left = left;
    ask.right = right;
    if (m_services.keysOf)
        ask.keysOf = m_services.keysOf(environment);
    auto *dialog = new CompareDialog(ask, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void PackageTools::askExport(const Environment &environment, const QStringList &projects,
                             std::function<void(QString, QString)> then)
{
    auto *dialog = new ExportQuestion(environment.name, projects, environment.company, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportQuestion::wanted, this,
            [then = std::move(then)](const QString &project, const QString &company) { then(project, company); });
    dialog->open();
}

void PackageTools::askNewJob(const QString &environment)
{
    const Environment *known = m_services.environments->find(environment);
    if (!known)
        return;
    QStringList taken;
    for (const DataJob &job : known->jobs)
        taken << job.name;
    DataJob job;
    job.direction = JobDirection::Export;
    job.package = true;
    auto *dialog = new JobDialog(job, taken, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JobDialog::saveWanted, this, [this, dialog, environment](const DataJob &wanted) {
        if (const auto stored = m_services.environments->addJob(environment, wanted); stored)
            dialog->accept();
        else
            dialog->setTrouble(stored.error().message);
    });
    dialog->open();
}

QStringList PackageTools::zipsIn(const QMimeData *data)
{
    QStringList zips;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile() && url.path().endsWith(".zip"_L1, Qt::CaseInsensitive))
            zips << url.toLocalFile();
    }
    return zips;
}

} // namespace waybill
