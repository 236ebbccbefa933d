#pragma once

#include "app/journal/HeldWaiters.h"

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace waybill {

/// An answer that a coroutine may wait for: it comes, and the coroutine goes on, in one thread.
template <class Answer>
struct PendingAnswer {
    std::optional<Answer> answer;
    std::coroutine_handle<> waiter;

    void come(const Answer &what)
    {
        answer = what;
        if (waiter)
            waiter.resume();
    }
};

/// Waits for an answer to what was asked in this thread.
template <class Answer>
struct AnswerAwaiter {
    std::shared_ptr<PendingAnswer<Answer>> pending;
    bool await_ready() const { return pending->answer.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        pending->waiter = waiter;
        HeldWaiters::hold(waiter);
    }
    Answer await_resume()
    {
        HeldWaiters::letGo(pending->waiter);
        return std::move(*pending->answer);
    }
};

} // namespace waybill
