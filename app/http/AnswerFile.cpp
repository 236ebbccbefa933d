#include "app/http/AnswerFile.h"

#include "app/base/FileThreads.h"

#include <QFile>
#include <QtConcurrentRun>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

AnswerFile::AnswerFile(const QString &path) : m_path(path), m_file(std::make_shared<QFile>(path))
{
    m_file->moveToThread(nullptr);
    connect(&m_working, &QFutureWatcherBase::finished, this, &AnswerFile::arrive);
}

void AnswerFile::begin()
{
    m_next.opening = Opening{};
    goAhead();
}

void AnswerFile::goOn(qint64 from)
{
    m_next.opening = Opening{from};
    goAhead();
}

void AnswerFile::write(QByteArray bytes)
{
    if (!m_trouble.isEmpty() || m_closing)
        return;
    m_waiting += bytes.size();
    m_next.pieces.append(std::move(bytes));
    goAhead();
}

void AnswerFile::close()
{
    if (std::exchange(m_closing, true))
        return;
    m_next.closes = true;
    goAhead();
}

void AnswerFile::fail(const QString &trouble)
{
    if (m_trouble.isEmpty())
        m_trouble = trouble;
    m_waiting = m_handed;
    m_next.pieces.clear();
}

void AnswerFile::goAhead()
{
    const bool anything = m_next.opening || !m_next.pieces.isEmpty() || m_next.closes;
    if (m_underWay || !anything)
        return;
    m_underWay = true;
    m_handed = m_waiting;
    m_working.setFuture(QtConcurrent::run(&fileThreads(), &AnswerFile::work, m_file, std::exchange(m_next, {})));
}

QString AnswerFile::work(const std::shared_ptr<QFile> &file, const Step &step)
{
    QString trouble = step.opening ? open(*file, *step.opening) : QString();
    for (const QByteArray &piece : step.pieces) {
        if (trouble.isEmpty() && file->write(piece) != piece.size())
            trouble = file->errorString();
    }
    if (step.closes && file->isOpen()) {
        if (!file->flush() && trouble.isEmpty())
            trouble = file->errorString();
        file->close();
    }
    return trouble;
}

QString AnswerFile::open(QFile &file, const Opening &opening)
{
    if (!opening.from)
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) ? QString() : file.errorString();
    const qint64 from = *opening.from;
    if (!file.open(QIODevice::ReadWrite))
        return file.errorString();
    if (file.size() < from)
        return u"what was kept of it before is shorter by now"_s;
    return file.resize(from) && file.seek(from) ? QString() : file.errorString();
}

void AnswerFile::arrive()
{
    m_underWay = false;
    m_waiting -= std::exchange(m_handed, 0);
    if (const QString trouble = m_working.result(); !trouble.isEmpty())
        fail(trouble);
    m_closed = m_closing && !m_next.closes;
    goAhead();
    emit moved();
}

} // namespace waybill
