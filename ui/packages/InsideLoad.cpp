#include "ui/packages/InsideLoad.h"

#include <QtConcurrent>

namespace waybill {

void InsideLoad::look(const QString &path)
{
    forget();
    m_isLooking = true;
    QtConcurrent::run([path] {
        return lookInside(path);
    }).then(this, [this, path, question = m_question](const Result<PackageInside> &inside) {
        if (question != m_question)
            return;
        m_isLooking = false;
        if (inside)
            emit seen(path, *inside);
        else
            emit failed(inside.error());
    });
}

void InsideLoad::forget()
{
    ++m_question;
    m_isLooking = false;
}

} // namespace waybill
