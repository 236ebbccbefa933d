#pragma once

#include "app/packages/PackageManifest.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace waybill {

class FileView;

/// The first rows of a package's files, one file at a time.
class PreviewPane final : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewPane(QWidget *parent = nullptr);

    void show(const QString &path, const PackageInside &inside);
    void clear(const QString &title, const QString &sentence);
    /// Shows that file; reading waits until the pane is in sight.
    void choose(qsizetype entry);
    FileView *file() const { return m_view; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();

    QString m_path;
    PackageInside m_inside;
    qsizetype m_entry = -1;
    bool m_isRead = true;
    QWidget *m_bar;
    QComboBox *m_files;
    FileView *m_view;
};

} // namespace waybill
