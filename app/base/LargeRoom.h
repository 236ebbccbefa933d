#pragma once

#include <QByteArray>

namespace waybill {

/// Makes room for `size` bytes, which are about to be written from the front. From some megabytes on the system is
/// asked to hand the memory out in large pages where it has them: thousands of small ones cost more than what is read
/// into them. Memory is taken as it is written to, in steps of two megabytes then.
void reserveLargeRoom(QByteArray &bytes, qsizetype size);

/// The same for bytes that go on growing, of which nobody knows the end: room for `size` at least, and for twice as
/// much as there was where that did not do.
void growLargeRoom(QByteArray &bytes, qsizetype size);

} // namespace waybill
