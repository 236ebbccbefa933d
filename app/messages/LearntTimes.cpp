#include "app/messages/LearntTimes.h"

namespace waybill {
using namespace Qt::StringLiterals;

bool waitsForBatch(QStringView word)
{
    return word.isEmpty() || word.compare("Enqueued"_L1, Qt::CaseInsensitive) == 0 ||
           word.compare("InQueue"_L1, Qt::CaseInsensitive) == 0;
}

void LearntTimes::Circle::stayed(Seconds from, Seconds to) const
{
    own->stayed(from, to);
    all->stayed(from, to);
}

void LearntTimes::Circle::left(Seconds from, Seconds to) const
{
    own->left(from, to);
    all->left(from, to);
}

LearntTimes::Circle LearntTimes::circle(const QString &job, const QString &entity, const QString &word)
{
    const QString spelling = waitsForBatch(word) ? QString() : word.toLower();
    const QString name = job + u'\0' + entity + u'\0' + spelling;
    if (const auto known = m_circles.constFind(name); known != m_circles.cend())
        return *known;
    auto &all = m_words[spelling];
    if (!all) {
        const bool prepares = spelling == "dequeued"_L1 || spelling == "preprocessing"_L1;
        all = std::make_shared<StateTimes>(spelling.isEmpty() ? m_usual.waiting
                                           : prepares         ? m_usual.preparing
                                                              : m_usual.working);
    }
    return *m_circles.insert(name, Circle{std::make_shared<StateTimes>(all), all});
}

} // namespace waybill
