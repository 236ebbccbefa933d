// Finding a text in others, letters in either case or as they are.
#include "app/rows/FoldedSearch.h"
#include "app/rows/TextSearch.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

char small(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

/// Where it first stands from a place on, one place after the other.
std::size_t plainly(const std::string &text, std::string_view within, std::size_t from)
{
    for (std::size_t at = from; at + text.size() <= within.size(); ++at) {
        if (std::equal(text.begin(), text.end(), within.begin() + std::ptrdiff_t(at),
                       [](char a, char b) { return small(a) == small(b); }))
            return at;
    }
    return std::string_view::npos;
}

std::string someText(std::mt19937 &random, std::string_view letters, std::size_t length)
{
    std::string text(length, ' ');
    for (char &c : text)
        c = letters[random() % letters.size()];
    return text;
}

} // namespace

class TextSearchTest final : public QObject
{
    Q_OBJECT
private slots:
    /// Short texts of few letters, so that each stands at many places, at the edges too, and nearly at many more.
    void findsWhatStandsThereInAnyCase()
    {
        std::mt19937 random{20};
        for (const std::string_view letters :
             {std::string_view("aA"), std::string_view("aAb7@`"), std::string_view("\0\1aZz\x80\xff", 7)}) {
            for (int round = 0; round < 3'000; ++round) {
                const std::string within = someText(random, letters, random() % 120);
                // Without case only ASCII is found by this way; the other letters of a text stand for themselves.
                std::string wanted = someText(random, letters, 1 + random() % 12);
                std::erase_if(wanted, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
                if (wanted.empty())
                    continue;
                TextSearch search(wanted, TextSearch::Case::Folded);
                QVERIFY(!search.foldsBeyondAscii());
                for (int tuned = 0; tuned < 2; ++tuned) {
                    for (std::size_t from = 0; from <= within.size() + 1; ++from)
                        QCOMPARE(search.find(within, from), plainly(wanted, within, from));
                    search.tuneTo(within);
                }
                // Both ways, by whichever of its bytes.
                std::string lower = wanted;
                std::transform(lower.begin(), lower.end(), lower.begin(), small);
                const std::size_t one = random() % lower.size(), other = random() % lower.size();
                for (std::size_t from = 0; from <= within.size() + 1; ++from) {
                    const std::size_t stands = plainly(wanted, within, from);
                    QCOMPARE(findFolded<EightBytes>(lower, one, other, within, from), stands);
                    QCOMPARE(findFolded<ManyBytes>(lower, one, other, within, from), stands);
                }
            }
        }
    }

    void findsALetterOnlyWhereItIsOne()
    {
        const TextSearch search("k@", TextSearch::Case::Folded);
        QCOMPARE(search.find("K` k@ ........"), std::size_t(3));
        QCOMPARE(search.find("\x0b@ +@ [` .........."), std::string_view::npos);
    }

    void findsOnlyTheSameCaseWhereItMatters()
    {
        const TextSearch search("Sales", TextSearch::Case::Matters);
        QCOMPARE(search.find("sales SALES Sales"), std::size_t(12));
        QVERIFY(!search.isIn("sales"));
    }

    void findsNothingEverywhere()
    {
        const TextSearch search("", TextSearch::Case::Folded);
        QCOMPARE(search.find("ab", 2), std::size_t(2));
        QCOMPARE(search.find("ab", 3), std::string_view::npos);
        QCOMPARE(search.find({}), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TextSearchTest)
#include "TextSearchTest.moc"
