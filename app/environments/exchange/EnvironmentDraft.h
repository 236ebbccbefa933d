#pragma once

#include "app/environments/exchange/ImportedEnvironments.h"

namespace waybill {

/// An environment as another program's file describes it: unchecked text, some of it missing.
struct EnvironmentDraft {
    QString name = {};
    QString url = {};
    QString tenant = {};
    QString clientId = {};
    QString authority = {};
    QString company = {};
    QString secret = {};
    Grant grant = Grant::ClientSecret;
    QList<DataJob> jobs = {};

    /// Takes authority and tenant out of an address below the authority, such as
    /// `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`. What is known already stays.
    void takeTokenAddress(const QString &address);
};

/// Whether an address is one that tokens are asked for at.
bool isTokenAddress(const QString &address);

/// Adds it with its secret, and the kind its address speaks for; what of it cannot be used becomes a note.
void take(ImportedEnvironments &into, EnvironmentDraft draft);

/// What others wrote, as it may stand in a note.
QString quoted(const QString &text);

} // namespace waybill
