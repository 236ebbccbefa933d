// Asking the practice environment for rows.
#pragma once

#include "PracticeClient.h"

#include <QUrl>

/// A practice environment with a page size of 25, and what its OData answers.
class ODataPractice : public Practice
{
public:
    ODataPractice()
    {
        settings.pageSize = 25;
        settings.seed = 3;
        restart(1000);
    }

    /// A GET with the token; `target` as a person writes it.
    Reply ask(const QString &target, const QByteArray &headers = {})
    {
        const QByteArray encoded = QUrl::toPercentEncoding(target, "/?&=$()',*:@-._");
        return call("GET", encoded, {}, "Authorization: Bearer " + token() + "\r\n" + headers);
    }
    QJsonArray rows(const QString &target) { return ask(target).json()[QLatin1String("value")].toArray(); }
    /// One property of all rows, as text.
    QStringList column(const QString &target, const QString &property)
    {
        QStringList values;
        for (const auto &row : rows(target))
            values << row.toObject()[property].toVariant().toString();
        return values;
    }
    /// The useful sentence of an error.
    QString sentence(const QString &target)
    {
        return ask(target)
            .json()[QLatin1String("error")][QLatin1String("innererror")][QLatin1String("message")]
            .toString();
    }
    /// What stands behind the environment's address, decoded: to be asked for again.
    QString targetOf(const QString &address) const
    {
        return QUrl::fromPercentEncoding(address.mid(url().size()).toLatin1());
    }
};
