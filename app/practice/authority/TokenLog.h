// What the token endpoint was asked for, so that tests can count.
#pragma once

#include "app/practice/authority/ClientCheck.h"

#include <QJsonArray>

namespace practice {

/// Each request with its outcome, oldest first; no secrets and no tokens. Thread-safe.
class TokenLog
{
public:
    void add(const TokenRequest &request, const TokenAnswer &answer);
    QJsonArray toJson() const;

private:
    mutable std::mutex m_mutex;
    QJsonArray m_entries;
};

} // namespace practice
