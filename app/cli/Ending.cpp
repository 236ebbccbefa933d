#include "app/cli/Ending.h"

#include "app/base/Wakeup.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr auto countsPatience = 10s;
constexpr auto tick = 500ms; ///< how soon another program's changes are seen

bool any(const Journal &journal, const QList<MessageKey> &keys, bool (*holds)(const Message &))
{
    return std::ranges::any_of(keys, [&](MessageKey key) {
        const auto message = journal.message(key);
        return message && *message && holds(**message);
    });
}

bool lacksCounts(const Message &message)
{
    return message.state == MessageState::Succeeded && !message.countsKnown;
}
} // namespace

bool mayStillChange(const Message &message)
{
    return message.state == MessageState::InFlight;
}

QCoro::Task<bool> untilEnded(Journal &journal, QList<MessageKey> keys, std::stop_token stop)
{
    Wakeup wakeup;
    QObject::connect(&journal, &Journal::changed, &wakeup, &Wakeup::wake);
    QTimer ticker;
    QObject::connect(&ticker, &QTimer::timeout, &wakeup, &Wakeup::wake);
    ticker.start(tick);
    while (any(journal, keys, mayStillChange)) {
        const bool goesOn = co_await nextSignal(&wakeup, &Wakeup::woken, stop);
        if (!goesOn)
            co_return false;
    }
    QElapsedTimer sinceEnd;
    sinceEnd.start();
    while (any(journal, keys, lacksCounts) && std::chrono::milliseconds(sinceEnd.elapsed()) < countsPatience) {
        const bool goesOn = co_await nextSignal(&wakeup, &Wakeup::woken, stop);
        if (!goesOn)
            co_return true; // the outcome is known, only its counts are not
    }
    co_return true;
}

} // namespace waybill
