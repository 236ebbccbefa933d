#pragma once

#include "app/auth/Connections.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <stop_token>

class QLabel;
class QPushButton;

namespace waybill {

class Banner;

/// A person signs in to an environment: with the browser of this computer, or on any device with a code. Begins when it
/// is shown; closing it ends the attempt. Accepted when somebody is signed in.
class SignInDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `connections` outlives this.
    SignInDialog(Environment environment, Connections *connections, std::shared_ptr<BrowserOpener> browser,
                 std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);
    ~SignInDialog() override;

signals:
    /// Before finished(); `note` is why it holds for this session only, mostly empty.
    void signedIn(const QString &person, const QString &note);
    /// The attempt ended without.
    void failed(const waybill::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void done(int result) override;

private:
    QWidget *makeCode();
    QWidget *makeButtons();
    void showAddress(const QUrl &address);
    void showCode(const DeviceCode &code);
    void openAddress();
    void tellNoBrowser();
    void tick();
    SignInGuide guide();
    QCoro::Task<void> ask();

    const Environment m_environment;
    Connections *m_connections;
    std::shared_ptr<BrowserOpener> m_browser;
    std::shared_ptr<const Clock> m_clock;
    std::stop_source m_stop;
    bool m_running = false;
    QUrl m_address;
    QDateTime m_until;
    QTimer m_second;
    QLabel *m_told;
    QWidget *m_codeBox = nullptr;
    QLabel *m_code = nullptr;
    QLabel *m_left = nullptr;
    Banner *m_trouble;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_copyCode = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace waybill
