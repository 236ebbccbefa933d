#pragma once

#include "ui/environments/EnvironmentFormView.h"
#include "ui/environments/EnvironmentsServices.h"

#include <QDialog>
#include <QSet>

#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// Makes or changes an environment. Says beside each field what is wrong as soon as somebody was there, finds the
/// tenant by the address, shows of the sign-in only what its grant needs, and saves only what is right.
class EnvironmentForm final : public QDialog
{
    Q_OBJECT

public:
    /// `environment` is what the fields begin with; `before` the name of the saved one that is changed, empty for a new
    /// one.
    EnvironmentForm(EnvironmentsServices services, const Environment &environment, const QString &before,
                    QWidget *parent = nullptr);
    ~EnvironmentForm() override;

signals:
    /// It stands in the file; `note` is what could not be done besides, mostly empty. Before finished().
    void saved(const QString &name, const QString &note);
    /// And is to be checked now.
    void checkWanted(const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FormDraft draft() const;
    void connectView();
    void connectFiles();
    void touch(FormPart part, QLineEdit *field);
    void addressChanged(const QString &text);
    void takeAddress();
    /// There is another way to the address: the tenant may be found now.
    void askAgain();
    void refresh();
    void showGrant();
    void showProxy();
    void saveIfRight(bool check);
    void goToTrouble(FormPart part);
    /// Whether the tenant may be put in: nobody typed another.
    bool tenantIsFree() const;
    /// The proxy as it stands in the form.
    ProxyUse proxyUse() const;
    QCoro::Task<void> discover(QUrl url);
    QCoro::Task<void> askWhatIsKept();
    QCoro::Task<void> save(bool check);

    EnvironmentsServices m_services;
    const QString m_before;
    std::unique_ptr<EnvironmentFormView> m_view;
    QSet<FormPart> m_touched; ///< what is wrong there is said
    QStringList m_taken;      ///< the other environments' names
    QByteArray m_ca;
    std::chrono::seconds m_lease = standardLease; ///< likewise
    std::optional<qint64> m_rowCap; ///< of the environment that is edited
    QString m_lastAddress;
    QString m_suggestedName;
    QString m_foundTenant;
    QUrl m_asked;              ///< where the tenant was asked for last
    std::stop_source m_asking; ///< of that
    bool m_discovering = false;
    bool m_kindChosen; ///< by a person
    bool m_authorityChosen;
    std::optional<bool> m_savesThen; ///< as soon as the tenant is known; whether it is checked too
};

} // namespace waybill
