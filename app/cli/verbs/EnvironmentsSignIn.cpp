#include "app/base/Counted.h"
#include "app/cli/Services.h"
#include "app/cli/SystemBrowser.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
class EnvironmentsSignIn final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments sign-in", "Sign in as a person: in the browser, or with a code on any device",
                "waybill-cli environments sign-in Test"};
    }
    void declare(Syntax &syntax) override
    {
        syntax.argument("N", "Its name", &m_name);
        syntax.flag("--no-browser", "Only print the address; open it yourself, on this computer", &m_noBrowser);
    }
    /// A person takes the time that the sign-in itself allows.
    bool isEndless() const override { return true; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto found = environmentNamed(services, m_name);
        if (!found)
            co_return fail(found.error());
        const auto signedIn =
            co_await services.connections().signIn(m_name, guide(services.out()), services.deadline().token());
        if (!signedIn && signedIn.error().kind == ErrorKind::Cancelled &&
            services.deadline().reason() == Deadline::Reason::TimedOut) {
            const double seconds = double(services.deadline().limit().value_or(0ms).count()) / 1000;
            co_return fail(ErrorKind::TimedOut,
                           u"Signing in to “%1” was not finished in %2 seconds. Try again, with a longer --timeout or "
                           u"without one."_s.arg(m_name, QString::number(seconds)));
        }
        if (!signedIn)
            co_return fail(signedIn.error());
        if (!signedIn->note.isEmpty())
            services.out().note(signedIn->note + u" That is for this process only: other commands ask again."_s);
        const QString until = isoUtc(signedIn->untilUtc);
        if (services.out().isJson()) {
            services.out().jsonLine(
                {{u"event"_s, u"signed-in"_s}, {u"as"_s, signedIn->person}, {u"untilUtc"_s, until}});
        } else {
            services.out().text(u"Signed in to “%1”%2."_s.arg(
                m_name, signedIn->person.isEmpty() ? QString() : u" as "_s + signedIn->person));
        }
        co_return ExitCode::Good;
    }

private:
    SignInGuide guide(Output &out) const
    {
        SignInGuide guide;
        if (!m_noBrowser)
            guide.browser = std::make_shared<SystemBrowser>();
        guide.page.open = [&out](const QUrl &address) {
            const QString url = address.toString(QUrl::FullyEncoded);
            out.note(u"Sign in on this page: %1"_s.arg(url));
            if (out.isJson())
                out.jsonLine({{u"event"_s, u"open"_s}, {u"url"_s, url}});
        };
        guide.page.noBrowser = [&out] { out.note(u"No browser could be started. Open the page yourself."_s); };
        guide.code = [&out](const DeviceCode &code) {
            const QString url = code.verificationUri.toString(QUrl::FullyEncoded);
            out.note(u"Enter the code %1 on the page %2 within %3."_s.arg(
                code.userCode, url, counted((code.expiresIn.count() + 59) / 60, u"minute"_s)));
            if (out.isJson()) {
                out.jsonLine({{u"event"_s, u"device"_s},
                              {u"userCode"_s, code.userCode},
                              {u"verificationUri"_s, url},
                              {u"expiresIn"_s, qint64(code.expiresIn.count())}});
            }
        };
        return guide;
    }

    QString m_name;
    bool m_noBrowser = false;
};
} // namespace

std::unique_ptr<Verb> environmentsSignInVerb()
{
    return std::make_unique<EnvironmentsSignIn>();
}

} // namespace waybill
