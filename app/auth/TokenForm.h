#pragma once

#include "app/environments/Environment.h"
#include "app/http/Http.h"

#include <QStringList>

namespace waybill {

/// The fields of a form, in order.
using FormFields = QList<std::pair<QString, QString>>;

/// What a request to the authority carries.
struct TokenForm {
    FormFields fields;
    QStringList secrets = {}; ///< among the values: blanked wherever the answer repeats them
};

/// What an application or a person asks for: `scope`, with what a sign-in needs besides for `Who::Person`; for AD FS
/// `resource`.
enum class Who { Application, Person };
std::pair<QString, QString> scopeField(const Environment &environment, Who who);

/// A form to an endpoint of the environment's authority, as bytes of application/x-www-form-urlencoded.
HttpRequest formRequest(const Environment &environment, const QUrl &endpoint, const TokenForm &form,
                        const QString &purpose);
/// The same to its token endpoint.
HttpRequest tokenRequest(const Environment &environment, const TokenForm &form);

/// Takes secrets out of an error's texts, should the authority ever echo them, in letters of JSON's own even; but
/// none of less than four characters, which stand in any sentence.
Error withoutSecrets(Error error, const QStringList &secrets);

} // namespace waybill
