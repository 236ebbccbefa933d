#include "ui/widgets/NullDisplay.h"

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

NullDisplay &NullDisplay::ofWindow()
{
    static NullDisplay display;
    return display;
}

void NullDisplay::set(As as)
{
    if (std::exchange(m_as, as) != as)
        emit changed();
}

QString NullDisplay::text() const
{
    return m_as == As::Word ? u"null"_s : m_as == As::Sign ? u"∅"_s : QString();
}

QString NullDisplay::setting() const
{
    return m_as == As::Word ? u"word"_s : m_as == As::Sign ? u"sign"_s : u"nothing"_s;
}

void NullDisplay::setFromSetting(const QString &setting)
{
    set(setting == "sign"_L1 ? As::Sign : setting == "nothing"_L1 ? As::Nothing : As::Word);
}

} // namespace waybill
