#pragma once

#include "app/environments/Environment.h"
#include "ui/widgets/Banner.h"

namespace waybill {

class EnvironmentStates;

/// Says that nobody is signed in to an environment that wants a person, and offers to.
class SignInNotice final : public Banner
{
    Q_OBJECT

public:
    /// `states` outlives this.
    explicit SignInNotice(EnvironmentStates *states, QWidget *parent = nullptr);

    /// The environment that the window is on, as it is now.
    void setEnvironment(const Environment &environment);

signals:
    void signInWanted(const QString &environment);

private:
    EnvironmentStates *m_states;
    QString m_environment;
};

} // namespace waybill
