#include "app/environments/NameClash.h"

#include "app/environments/SecretStore.h"

#include <QHash>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// What an eye keeps of a name: neither capitals, nor marks that are not seen, nor how many spaces there are.
QString lookOf(const QString &name)
{
    if (std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x80; }))
        return name.toLower().simplified();
    QString look = name.normalized(QString::NormalizationForm_KC).toCaseFolded();
    look.removeIf([](QChar c) { return c.category() == QChar::Other_Format; });
    return look.simplified();
}

/// Empty where it takes no secret from one; nor do names without a letter of A–Z or a digit count, whose variables are
/// made of `_` alone and are nothing that anybody would set.
QString variableOf(const Environment &environment)
{
    const QString name = SecretStore::variableName(environment.name);
    const QStringView own = QStringView(name).sliced(SecretStore::variableName({}).size());
    const bool tells = std::any_of(own.begin(), own.end(), [](QChar c) { return c != u'_'; });
    return tells && environment.grant == Grant::ClientSecret ? name : QString();
}

QString sameLook(const QString &name, const QString &other)
{
    return u"The names “%1” and “%2” look alike."_s.arg(name, other);
}

QString sameVariable(const QString &name, const QString &other)
{
    return u"“%1” and “%2” would both take their client secret from %3."_s.arg(name, other,
                                                                               SecretStore::variableName(name));
}
} // namespace

std::optional<QString> nameClash(const Environment &environment, const Environment &other)
{
    if (environment.name == other.name)
        return std::nullopt;
    if (lookOf(environment.name) == lookOf(other.name))
        return sameLook(environment.name, other.name);
    const QString variable = variableOf(environment);
    if (!variable.isEmpty() && variable == variableOf(other))
        return sameVariable(environment.name, other.name);
    return std::nullopt;
}

QStringList nameClashes(const QList<Environment> &environments)
{
    QStringList sentences;
    QHash<QString, QString> looks, variables; // of those before: whose they are
    looks.reserve(environments.size());
    variables.reserve(environments.size());
    for (const Environment &environment : environments) {
        const QString look = lookOf(environment.name), variable = variableOf(environment);
        if (const auto other = looks.constFind(look); other != looks.cend())
            sentences.append(sameLook(environment.name, *other));
        else if (const auto holder = variables.constFind(variable); holder != variables.cend())
            sentences.append(sameVariable(environment.name, *holder));
        looks.insert(look, environment.name);
        if (!variable.isEmpty())
            variables.insert(variable, environment.name);
    }
    return sentences;
}

} // namespace waybill
