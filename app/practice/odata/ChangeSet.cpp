#include "app/practice/odata/ChangeSet.h"

namespace practice::odata {

ChangeSet::ChangeSet(Service &service)
    : m_service(service), m_turn(service.m_writing), m_written(*service.m_world.written())
{
}

void ChangeSet::keep()
{
    m_service.m_world.show(m_written);
}

} // namespace practice::odata
