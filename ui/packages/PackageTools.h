#pragma once

#include "ui/packages/PackagesServices.h"

#include <QObject>

class QMimeData;

namespace waybill {

/// What the page opens over itself: the viewer of a package, unpacking, comparing, and the questions before an export
/// or a new job. Nothing of it waits. GUI thread; the dialogs belong to the page.
class PackageTools final : public QObject
{
    Q_OBJECT

public:
    PackageTools(PackagesServices services, QWidget *page);

    void lookInto(const QString &path, const QString &environment);
    void unpack(const QString &path);
    /// With the stored package of the same job before this one; with a zip that is asked for where there is none.
    void compare(const Download &download, const QList<Download> &known);
    void comparePaths(const QString &left, const QString &right, const QString &environment);
    /// Asks for the data project and the legal entity. `projects` are offered.
    void askExport(const Environment &environment, const QStringList &projects,
                   std::function<void(QString project, QString company)> then);
    void askNewJob(const QString &environment);

    /// The local files of a drop that are called `.zip`.
    static QStringList zipsIn(const QMimeData *data);

signals:
    void told(const QString &text, const QString &detail);
    void failed(const waybill::Error &error);

private:
    PackagesServices m_services;
    QWidget *m_page;
};

} // namespace waybill
