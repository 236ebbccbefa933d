#include "ui/shell/SignInNotice.h"

#include "ui/environments/EnvironmentStates.h"

#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

SignInNotice::SignInNotice(EnvironmentStates *states, QWidget *parent)
    : Banner(BannerKind::Warning, parent), m_states(states)
{
    setObjectName(u"signInNotice"_s);
    hide();
    QPushButton *now = addAction(tr("Sign in…"));
    now->setObjectName(u"signInButton"_s);
    now->setAccessibleName(tr("Sign in"));
    now->setToolTip(tr("Opens the sign-in of this environment"));
    connect(now, &QPushButton::clicked, this, [this] { emit signInWanted(m_environment); });
}

void SignInNotice::setEnvironment(const Environment &environment)
{
    m_environment = environment.name;
    const bool wanted =
        isPersonal(environment.grant) && m_states->of(environment).kind == EnvironmentStates::State::Kind::Missing;
    if (wanted)
        setText(tr("Nobody is signed in to “%1”.").arg(environment.name),
                tr("Files wait, and messages are not followed, until somebody is."));
    setVisible(wanted);
}

} // namespace waybill
