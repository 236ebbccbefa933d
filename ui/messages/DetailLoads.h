#pragma once

#include "ui/messages/MessagesServices.h"

#include <QObject>

#include <stop_token>

namespace waybill {

/// Asks FailureAnalysis about one message at a time; asking about another stops the question before.
class DetailLoads final : public QObject
{
    Q_OBJECT

public:
    explicit DetailLoads(MessagesServices services, QObject *parent = nullptr);
    ~DetailLoads() override;

    /// `bad`: the outcome is bad, its failing rows are wanted too.
    void ask(MessageKey key, bool bad);

signals:
    void whyKnown(waybill::MessageKey key, const waybill::Failure &failure);
    void rowsKnown(waybill::MessageKey key, const waybill::FailureAnalysis::FailingRows &rows);
    void failed(waybill::MessageKey key, const waybill::Error &error);
    /// Why is known, and its rows cannot be read.
    void rowsFailed(const waybill::Error &error);

private:
    static QCoro::Task<void> run(DetailLoads *loads, MessageKey key, bool bad, std::stop_token stop);

    MessagesServices m_services;
    std::stop_source m_stop;
};

} // namespace waybill
