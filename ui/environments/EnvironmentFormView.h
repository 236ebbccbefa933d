#pragma once

#include "ui/environments/FormDraft.h"

#include <QMap>

#include <array>

class QCheckBox;
class QComboBox;
class QDialog;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QToolButton;
class QVBoxLayout;
class QWidget;

namespace waybill {

class ColourChoice;
class FormField;
class JobList;
class SecretField;
class TonedLabel;

/// The widgets of the form and where they stand. All belong to the dialog; EnvironmentForm gives them life.
struct EnvironmentFormView {
    explicit EnvironmentFormView(QDialog *form);

    void fill(const FormDraft &draft);
    /// What stands in the fields; its certificates and whether there is a secret are the caller's to say.
    FormDraft draft() const;

    QLineEdit *url;
    QLineEdit *name;
    QLineEdit *tenant;
    QComboBox *kind;
    ColourChoice *colour;
    QComboBox *grant;
    QLineEdit *clientId;
    SecretField *secret;
    QLineEdit *certificate;
    QPushButton *chooseCertificate;
    SecretField *passphrase;
    QLabel *personal; ///< how one signs in, where no secret is needed
    QLineEdit *company;
    QCheckBox *readOnly;

    QToolButton *more;
    QWidget *advanced;
    QComboBox *authority;
    QComboBox *proxy;
    QLineEdit *proxyAddress;
    QLineEdit *proxyUser;
    SecretField *proxyPassword;
    std::array<QSpinBox *, 4> timeOuts; ///< sign-in, query, upload, download
    QSpinBox *requestsPerSecond;
    QLineEdit *ca; ///< read only: what is trusted
    QPushButton *chooseCa;
    QPushButton *dropCa;
    QLineEdit *packageName;
    QLineEdit *copyTo;
    QPushButton *chooseCopyTo;
    QLineEdit *program;
    QPushButton *chooseProgram;
    QLineEdit *arguments;
    QSpinBox *programLimit;
    JobList *jobs;

    QScrollArea *area;
    TonedLabel *trouble;
    QPushButton *saveAndCheck;
    QPushButton *save;
    QPushButton *cancel;

    QMap<FormPart, FormField *> fields;
    FormField *nameField, *colourField, *caField, *passphraseField, *proxyPasswordField;

private:
    QWidget *makeBasics();
    QWidget *makeAdvanced();
    QWidget *makeTimeOuts();
    void addPackages(QVBoxLayout *column);
    FormField *add(QVBoxLayout *column, const QString &label, QWidget *control, const QString &tooltip,
                   QWidget *body = nullptr);
};

} // namespace waybill
