#include "app/practice/LifecycleClock.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {

LifecycleClock::LifecycleClock(const QString &folder, double speed) : m_file(folder + "/clock.json"_L1), m_speed(speed)
{
    const qint64 real = QDateTime::currentMSecsSinceEpoch();
    m_began = m_baseReal = m_baseClock = real;
    if (QFile file(m_file); file.open(QIODevice::ReadOnly)) {
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        m_began = json["beganMs"_L1].toInteger(json["clockMs"_L1].toInteger(real));
        const qint64 savedReal = json["realMs"_L1].toInteger(real);
        const double pastSpeed = json["speed"_L1].toDouble(1.0);
        m_baseClock = json["clockMs"_L1].toInteger(real) +
                      std::llround(double(std::max<qint64>(0, real - savedReal)) * pastSpeed);
    }
    save();
}

qint64 LifecycleClock::at(qint64 realMs) const
{
    // A real clock that is set back must not take statuses back with it.
    m_latest = std::max(m_latest, m_baseClock + std::llround(double(realMs - m_baseReal) * m_speed));
    return m_latest;
}

qint64 LifecycleClock::now() const
{
    const std::lock_guard lock(m_mutex);
    return at(QDateTime::currentMSecsSinceEpoch());
}

void LifecycleClock::advance(double seconds)
{
    const std::lock_guard lock(m_mutex);
    const qint64 real = QDateTime::currentMSecsSinceEpoch();
    m_baseClock = at(real) + std::llround(seconds * 1000);
    m_baseReal = real;
    save();
}

void LifecycleClock::save() const
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return; // the clock then starts from real time again; the profile itself was checked at the start
    file.write(QJsonDocument(QJsonObject{{u"realMs"_s, m_baseReal},
                                         {u"clockMs"_s, m_baseClock},
                                         {u"beganMs"_s, m_began},
                                         {u"speed"_s, m_speed}})
                   .toJson());
    file.commit();
}

} // namespace practice
