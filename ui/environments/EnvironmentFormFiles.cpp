#include "ui/environments/EnvironmentForm.h"

#include "ui/widgets/FormField.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

// The files that the form asks for.

namespace waybill {

void EnvironmentForm::connectFiles()
{
    connect(m_view->chooseCertificate, &QPushButton::clicked, this, [this] {
        m_services.askFile(this, tr("The client certificate"), [self = QPointer(this)](const QString &path) {
            if (self)
                self->m_view->certificate->setText(path);
        });
    });
    connect(m_view->chooseCopyTo, &QPushButton::clicked, this, [this] {
        m_services.askFolder(this, tr("The folder for copies of packages"),
                             [self = QPointer(this)](const QString &path) {
                                 if (self)
                                     self->m_view->copyTo->setText(QDir::toNativeSeparators(path));
                             });
    });
    connect(m_view->chooseProgram, &QPushButton::clicked, this, [this] {
        m_services.askFile(this, tr("The program to run after a fetch"), [self = QPointer(this)](const QString &path) {
            if (self)
                self->m_view->program->setText(QDir::toNativeSeparators(path));
        });
    });
    connect(m_view->chooseCa, &QPushButton::clicked, this, [this] {
        m_services.askFile(this, tr("The certificate authority"), [self = QPointer(this)](const QString &path) {
            if (!self)
                return;
            QFile file(path);
            Result<QByteArray> found = fail(ErrorKind::Storage, tr("%1 could not be read.").arg(path));
            constexpr qint64 most = 1 << 20;
            if (file.open(QIODevice::ReadOnly))
                found = certificatesIn(file.read(most));
            if (found)
                self->m_ca = *found;
            self->m_view->caField->setTrouble(found ? QString() : found.error().message);
            self->refresh();
        });
    });
    connect(m_view->dropCa, &QPushButton::clicked, this, [this] {
        m_ca.clear();
        m_view->caField->setTrouble({});
        refresh();
    });
}

} // namespace waybill
