#include "ui/shell/ClosingQuestion.h"

#include "app/messages/PushQueue.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace waybill {

void closeUnlessUnsent(QWidget *window, const PushQueue &queue, const std::function<void()> &close)
{
    const QList<MessageKey> inQueue = queue.waiting() + queue.underWay();
    const auto unsent = std::ranges::count_if(inQueue, [&queue](MessageKey key) { return !queue.isForOther(key); });
    if (unsent == 0) {
        close();
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Question, QObject::tr("Close Waybill?"),
                                     unsent == 1 ? QObject::tr("One file is not sent yet.")
                                                 : QObject::tr("%n files are not sent yet.", nullptr, int(unsent)),
                                     QMessageBox::NoButton, window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        QObject::tr("Waiting files are held and can be sent the next time. An upload that is cut now "
                    "may have arrived: you will have to decide it."));
    QPushButton *now = question->addButton(QObject::tr("Close now"), QMessageBox::DestructiveRole);
    question->addButton(QObject::tr("Go on sending"), QMessageBox::RejectRole);
    QObject::connect(now, &QPushButton::clicked, window, close);
    question->open();
}

} // namespace waybill
