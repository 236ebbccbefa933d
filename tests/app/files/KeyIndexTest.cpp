#include "app/files/KeyIndex.h"

#include <QtTest>

#include <bit>
#include <unordered_set>

using namespace waybill;
using namespace Qt::StringLiterals;

/// How keys are compared: Latin letters without case, at every place of texts of every length, and nothing else.
class KeyIndexTest : public QObject
{
    Q_OBJECT

private slots:
    void latinLettersCountWithoutCase()
    {
        for (int length = 1; length <= 13; ++length) {
            for (int at = 0; at < length; ++at) {
                for (char16_t c = 1; c < 0x80; ++c) {
                    QString text(length, u'q');
                    text[at] = QChar(c);
                    const QString upper = text.toUpper();
                    QVERIFY(sameKey(text, upper));
                    QCOMPARE(keyHash(text), keyHash(upper));
                    QString other = text;
                    other[at] = QChar(char16_t(c ^ 0x20));
                    QCOMPARE(sameKey(text, other), text.toLower() == other.toLower());
                }
            }
        }
    }

    void otherLettersAreThemselves()
    {
        for (int length = 1; length <= 9; ++length) {
            for (int at = 0; at < length; ++at) {
                QString small(length, u'a'), large(length, u'A');
                small[at] = u'ä';
                large[at] = u'Ä';
                QVERIFY(!sameKey(small, large));
                large[at] = u'ä';
                QVERIFY(sameKey(small, large));
                QCOMPARE(keyHash(small), keyHash(large));
            }
        }
        QVERIFY(!sameKey(u"ab", u"abc"));
        QVERIFY(sameKey(u"", u""));
    }

    void whiteSpaceAroundDoesNotCount()
    {
        QCOMPARE(trimmedKey(u"\t D 1\u00a0\n"), QStringView(u"D 1"));
        QCOMPARE(trimmedKey(u"\u2003"), QStringView());
        QCOMPARE(trimmedKey(u"\x7f"), QStringView(u"\x7f"));
    }

    void idsAreFoundByTheirText()
    {
        QStringList ids;
        for (int i = 0; i < 5'000; ++i)
            ids << u"Key-%1"_s.arg(i);
        ids << u" KEY-7 "_s << u"  "_s << u""_s << u"Ä"_s;
        const KeyIndex index(ids);
        QCOMPARE(index.size(), 5'001);
        QCOMPARE(index.numbers()[5'000], 7);
        QCOMPARE(index.numbers()[5'001], -1);
        QCOMPARE(index.numbers()[5'002], -1);
        for (int i = 0; i < 5'000; ++i) {
            const QString asked = u"kEY-%1"_s.arg(i);
            QVERIFY(index.mayHave(asked));
            for (const int likely : {-1, i, i + 1, 100'000})
                QCOMPARE(index.find(asked, likely), i);
        }
        QCOMPARE(index.text(5'000), QStringView(u"Ä"));
        QVERIFY(index.mayHave(u"Key-5000"));
        QCOMPARE(index.find(u"Key-5000"), -1);
        QCOMPARE(index.find(u"ä"), -1);
        QVERIFY(!index.mayHave(u"Xey-1"));
        QVERIFY(!index.mayHave(u"Key-123456"));
        QVERIFY(!index.mayHave(u""));
    }

    void keysMadeToCollideDoNot()
    {
        // Eight characters with these three bits turned would come out as without, if a piece's difference passed from
        // one multiplication to the next whatever the seed.
        constexpr int blocks = 12, count = 1 << blocks;
        QStringList keys;
        std::unordered_set<std::size_t> hashes;
        const std::size_t last = std::bit_ceil(std::size_t(2 * count + 1)) - 1;
        std::vector<bool> taken(last + 1);
        qint64 probes = 0;
        for (int made = 0; made < count; ++made) {
            QString key(8 * blocks, u'k');
            for (int block = 0; block < blocks; ++block) {
                for (const int at : {3, 5, 7}) {
                    if (made >> block & 1)
                        key[8 * block + at] = QChar(char16_t(u'k' ^ 0x8000));
                }
            }
            std::size_t slot = keyHash(key) & last;
            for (++probes; taken[slot]; ++probes)
                slot = (slot + 1) & last;
            taken[slot] = true;
            hashes.insert(keyHash(key));
            keys.append(key);
        }
        QCOMPARE(hashes.size(), std::size_t(count));
        // A table that is half full at most takes one and a half on average.
        QVERIFY2(probes < 3 * count, qPrintable(QString::number(probes)));
        const KeyIndex index(keys);
        QCOMPARE(index.size(), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(index.find(keys[i]), i);
    }

    void everyCharacterCounts()
    {
        std::unordered_set<std::size_t> hashes;
        int count = 0;
        for (int length = 0; length <= 140; ++length) {
            const QString plain(length, u'k');
            hashes.insert(keyHash(plain));
            ++count;
            for (int at = 0; at < length; ++at) {
                QString other = plain;
                other[at] = u'm';
                hashes.insert(keyHash(other));
                ++count;
            }
        }
        QCOMPARE(hashes.size(), std::size_t(count));
    }

    void leavesOffWhenStopped()
    {
        std::stop_source source;
        source.request_stop();
        const KeyIndex index({u"a"_s, u"b"_s}, source.get_token());
        QCOMPARE(index.size(), 0);
        QCOMPARE(index.numbers(), std::vector<int>({-1, -1}));
        QCOMPARE(index.find(u"a"), -1);
    }

    void withoutIdsNothingIsFound()
    {
        const KeyIndex index(QStringList{});
        QCOMPARE(index.size(), 0);
        QVERIFY(!index.mayHave(u"a"));
        QCOMPARE(index.find(u"a", 0), -1);
    }
};

QTEST_GUILESS_MAIN(KeyIndexTest)
#include "KeyIndexTest.moc"
