#pragma once

#include "JournalFixture.h"

namespace waybill {

/// Writes one message of each kind that a journal can hold. Never changed: the kept versions hold it.
inline void writeSampleHistory(Journal &journal, SetClock &clock)
{
    using namespace Qt::StringLiterals;
    const auto later = [&clock] { clock.now = clock.now.addSecs(61); };
    const auto commit = [&](MessageChange change) {
        later();
        if (!await(journal.commit(change)))
            qFatal("a change of the sample was refused");
    };
    int made = 0;
    for (const StateRow &state : messageStates()) {
        later();
        NewMessage fresh = newMessage(u"Aufträge %1 „Süd“.csv"_s.arg(++made));
        fresh.job = made % 2 ? u"Customers"_s : u"Orders"_s;
        fresh.sha256 = QString(62, u'0') + u"%1"_s.arg(made, 2, 16, QLatin1Char('0'));
        const MessageKey key = appendOne(journal, fresh);
        if (state.state == MessageState::Queued)
            continue;
        MessageChange change = changeTo(key, state.state, u"line one\nline “two” ;"_s);
        change.sentUtc = clock.now;
        change.requestIds = QStringList{u"ms-dyn-aid: 1"_s, u"x-ms-request-id: 2"_s};
        if (made > 5)
            change.messageId = MessageId(u"8f3c0000-0000-0000-0000-%1"_s.arg(made, 12, 10, QLatin1Char('0')));
        if (state.state == MessageState::Held || state.state == MessageState::Rejected)
            change.error = Error{ErrorKind::Refused, u"Refused: it's wrong"_s, u"detail"_s, 403, u"code"_s};
        commit(change);
    }
    const auto failed = journal.messages({.states = {MessageState::Failed}});
    const MessageKey key = failed->first().key;
    MessageChange word = changeTo(key, MessageState::Failed);
    word.event = {{}, EventSource::Service, u"ProcessedWithErrors"_s, {}};
    word.status = u"ProcessedWithErrors"_s;
    word.executionId = ExecutionId(u"e-1"_s);
    word.stagingRecords = 10;
    word.targetRecords = 7;
    word.countsKnown = true;
    commit(word);
    Failure failure;
    failure.collectedUtc = clock.now;
    failure.executionStatus = u"PartiallySucceeded"_s;
    failure.entities = {{u"Customers V3"_s, u"Finished"_s, u"Error"_s, 10, 0, {}, 3}};
    failure.errors = {{u"US-1"_s, u"CUSTOMERGROUPID"_s, u"„Zürich“ is \"wrong\"\nreally"_s, 4, 5}};
    failure.causes = {{u"The group '…' does not exist."_s, 1, u"Add the group."_s}};
    failure.explanation = u"One row failed."_s;
    failure.pageUrl = u"https://example.invalid/page"_s;
    if (!await(journal.keepFailure(key, failure)))
        qFatal("the failure of the sample was refused");
    later();
    journal.keepExchange(key, {clock.now, u"GetExecutionErrors"_s, u"POST"_s, u"https://example.invalid/data"_s, 200,
                               12, 34, 56, {u"a: b"_s}, u"[]"_s});
    later();
    NewMessage again = newMessage(u"again.csv"_s);
    again.attemptOf = key;
    appendOne(journal, again);
    MessageChange handled;
    handled.key = key;
    handled.event = {{}, EventSource::Local, u"Handled"_s, u"note"_s};
    handled.handled = Handled{clock.now, u"ada"_s, u"mended by hand"_s};
    commit(handled);
    later();
    NewMessage tracked;
    tracked.environment = u"production"_s;
    tracked.state = MessageState::InFlight;
    tracked.messageId = MessageId(u"8f3c0000-0000-0000-0000-0000000000ff"_s);
    appendOne(journal, tracked);
    if (!await(journal.settled()))
        qFatal("the sample was not written");
}

} // namespace waybill
