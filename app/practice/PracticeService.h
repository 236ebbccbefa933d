// The whole practice environment, from profile to listening port.
#pragma once

#include "app/practice/Settings.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace practice {

/// Runs from `start` until it is destroyed, on threads of its own; the starting thread needs no event loop.
class PracticeService
{
public:
    /// Null, with one sentence in `problem`, when the profile, the faults file or the port will not do.
    static std::unique_ptr<PracticeService> start(const Settings &settings, QString &problem);
    ~PracticeService();

    /// `http://127.0.0.1:PORT`
    QString url() const;
    quint16 port() const;
    /// What the program prints when it is ready: one line of JSON, without its line end.
    QByteArray readyLine() const;

private:
    struct Parts;
    explicit PracticeService(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace practice
