#include "app/practice/Seed.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {

std::uint64_t mixed(std::initializer_list<std::uint64_t> numbers)
{
    // The finaliser of splitmix64, once a number.
    std::uint64_t state = 0x9e3779b97f4a7c15ULL;
    for (const std::uint64_t number : numbers) {
        state += number + 0x9e3779b97f4a7c15ULL;
        state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ULL;
        state = (state ^ (state >> 27)) * 0x94d049bb133111ebULL;
        state ^= state >> 31;
    }
    return state;
}

double fraction(std::uint64_t bits)
{
    return double(bits >> 11) / 9007199254740992.0;
}

std::uint64_t below(std::uint64_t bits, std::uint64_t count)
{
    return count == 0 ? 0 : bits % count;
}

QString seededGuid(std::uint64_t seed, const QString &what)
{
    static const QUuid space(0x5a1d7b9e, 0x3c42, 0x4f6a, 0x9d, 0x21, 0x70, 0x8e, 0x55, 0xb4, 0x0c, 0xe3);
    return QUuid::createUuidV5(space, u"%1 %2"_s.arg(seed).arg(what)).toString(QUuid::WithoutBraces);
}

QString randomGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace practice
