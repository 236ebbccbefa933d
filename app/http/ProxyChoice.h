#pragma once

#include "app/base/Error.h"

#include <QNetworkProxy>
#include <QString>
#include <QUrl>

namespace waybill {

/// Which proxy the calls to one environment go through; a password for it is elsewhere.
struct ProxyChoice {
    enum class Kind {
        System, ///< what this computer's settings say
        None,   ///< straight on
        Own,    ///< `address`
    };
    Kind kind = Kind::System;
    QUrl address = {}; ///< `http://host:port` or `socks5://host:port`, no user in it
    QString user = {}; ///< who signs in there; may be empty
    bool operator==(const ProxyChoice &) const = default;

    /// What is used for a call to `target`; `password` belongs to `user`.
    QNetworkProxy proxyFor(const QUrl &target, const QString &password = {}) const;
};

/// `system`, `none`, or `http://user@host:port`.
QString word(const ProxyChoice &choice);
/// The other way. BadInput for anything else, also for a password in it.
Result<ProxyChoice> proxyChoiceFrom(const QString &word);

} // namespace waybill
