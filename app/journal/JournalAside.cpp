#include "app/journal/JournalAside.h"

#include "app/journal/JournalReader.h"

#include <QPointer>

namespace waybill {

/// What lives in the thread.
struct JournalAside::Worker final : QObject {
    explicit Worker(Make make) : reader(std::move(make)) {}
    JournalReader &open()
    {
        if (!opened)
            opened = reader();
        return *opened;
    }

    Make reader;
    std::unique_ptr<JournalReader> opened;
};

JournalAside::JournalAside(Make make) : m_make(std::move(make)) {}

JournalAside::~JournalAside()
{
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

void JournalAside::ask(QObject *context, Question question)
{
    if (!m_worker) {
        m_worker = new Worker(m_make);
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
    }
    QMetaObject::invokeMethod(
        m_worker, [this, worker = m_worker, question = std::move(question), asked = QPointer<QObject>(context)] {
            if (QThread::currentThread()->isInterruptionRequested())
                return;
            Told told = question(worker->open());
            QMetaObject::invokeMethod(&m_here, [asked, told = std::move(told)] {
                if (asked)
                    told();
            });
        });
}

} // namespace waybill
