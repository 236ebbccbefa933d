#pragma once

#include <QByteArrayList>

namespace waybill {

/// Blanks known secrets where an answer repeats them: as they are, as in an address and as in JSON. What is shorter
/// than eight bytes is left alone, as it would be found everywhere. A value.
class SecretScrubber
{
public:
    explicit SecretScrubber(const QByteArrayList &secrets);

    QByteArray bytes(QByteArray text) const;
    /// Only its first 256 kB, of which all that is shown and kept is made.
    QByteArray head(QByteArray body) const;

private:
    QByteArrayList m_forms;
};

} // namespace waybill
