// Writes that count together.
#pragma once

#include "app/practice/odata/Service.h"

#include <mutex>

namespace practice::odata {

/// Several writes of which each sees those before it, and which are shown to others all at once or never. Nobody else
/// writes while one is there.
class ChangeSet
{
public:
    /// Waits for its turn. The service outlives it.
    explicit ChangeSet(Service &service);

    Answer write(const Write &write) { return m_service.writeInto(m_written, write); }
    /// Shows what was written. Without it nothing was.
    void keep();

private:
    Service &m_service;
    const std::lock_guard<std::mutex> m_turn;
    Written m_written;
};

} // namespace practice::odata
