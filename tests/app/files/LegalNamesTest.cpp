#include "app/files/LegalNames.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

namespace {

ArchiveEntry entryOf(const QString &name)
{
    ArchiveEntry entry;
    entry.name = name;
    entry.kind = name.endsWith(u'/') ? ArchiveEntry::Kind::Folder : ArchiveEntry::Kind::File;
    return entry;
}

std::vector<ArchiveEntry> entriesOf(const QStringList &names)
{
    std::vector<ArchiveEntry> entries;
    for (const QString &name : names)
        entries.push_back(entryOf(name));
    return entries;
}

} // namespace

class LegalNamesTest : public QObject
{
    Q_OBJECT

private slots:
    void staysBelowTheFolder_data();
    void staysBelowTheFolder();
    void refuses_data();
    void refuses();
    void refusesOlderNames_data();
    void refusesOlderNames();
    void saysWhatItRenames();
    void numbersManyTwinsQuickly();
    void keepsToTheLongestPart();
    void measuresWhatIsNoUtf8AsItBecomes();
    void refusesNamesThatTakeTooMuchMemory();
};

void LegalNamesTest::staysBelowTheFolder_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("paths");
    const auto row = [](const char *what, const QStringList &names, const QStringList &paths) {
        QTest::newRow(what) << names << paths;
    };
    row("as they are", {u"a.csv"_s, u"b/c.csv"_s, u"b/"_s}, {u"a.csv"_s, u"b/c.csv"_s, u"b"_s});
    row("separators", {u"a\\b.csv"_s, u"./c//d.csv"_s, u"./"_s}, {u"a/b.csv"_s, u"c/d.csv"_s, u""_s});
    row("devices", {u"CON"_s, u"nul.csv"_s, u"com1/lpt².x"_s, u"com10"_s},
        {u"_CON"_s, u"_nul.csv"_s, u"_com1/_lpt².x"_s, u"com10"_s});
    row("signs and endings", {u"a?b:c.csv"_s, u"d. "_s, u"..."_s}, {u"a_b_c.csv"_s, u"d__"_s, u"___"_s});
    row("twins", {u"A.csv"_s, u"a.csv"_s, u"a.csv"_s}, {u"A.csv"_s, u"a (2).csv"_s, u"a (3).csv"_s});
    row("twins of folders", {u"A/x"_s, u"a/x"_s, u"a/"_s, u"A/y"_s}, {u"A/x"_s, u"a (2)/x"_s, u"a (2)"_s, u"A/y"_s});
    row("twins in Unicode", {u"é"_s, u"e\u0301"_s}, {u"é"_s, u"e\u0301 (2)"_s});
}

void LegalNamesTest::staysBelowTheFolder()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, paths);
    const auto legal = legalNames(entriesOf(names));
    QVERIFY2(legal, legal ? "" : qPrintable(legal.error().message));
    QCOMPARE(legal->paths, paths);
}

void LegalNamesTest::refuses_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *what, const QStringList &names, const QString &word) {
        QTest::newRow(what) << names << word;
    };
    for (const char *name : {"../x", "a/../x", "..", "a\\..\\x", ".. /x", "a/. ."})
        row(name, {QString::fromLatin1(name)}, u"“..”"_s);
    for (const char *name : {"/x", "\\x", "\\\\server\\x", "//server/x"})
        row(name, {QString::fromLatin1(name)}, u"begins at the root"_s);
    row("drive", {u"c:x"_s}, u"drive"_s);
    row("NUL", {u"a"_s + QChar(0)}, u"NUL"_s);
    row("nothing", {u"."_s}, u"no name"_s);
    row("file, then folder", {u"a"_s, u"a/b"_s}, u"in the way"_s);
    row("folder, then file", {u"a/b"_s, u"A"_s}, u"in the way"_s);
    row("too deep", {QStringList(101, u"d"_s).join(u'/')}, u"depth"_s);
    row("too long", {QString(128, u'ä')}, u"nameBytes"_s);
}

void LegalNamesTest::refuses()
{
    QFETCH(QStringList, names);
    QFETCH(QString, word);
    const auto legal = legalNames(entriesOf(names));
    QVERIFY(!legal);
    QCOMPARE(legal.error().kind, ErrorKind::BadInput);
    QVERIFY2(legal.error().message.contains(word), qPrintable(legal.error().message));
    QVERIFY2(!legal.error().message.contains(u"%1"_s), qPrintable(legal.error().message));
}

void LegalNamesTest::refusesOlderNames_data()
{
    QTest::addColumn<QString>("older");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("word");
    QTest::newRow("parent") << u"../x"_s << u"a/x"_s << u"“..”"_s;
    QTest::newRow("root") << u"\\x"_s << u"x"_s << u"begins at the root"_s;
    QTest::newRow("drive") << u"c:x"_s << u"x"_s << u"drive"_s;
    QTest::newRow("NUL") << u"x"_s + QChar(0) << u"x"_s << u"NUL"_s;
    QTest::newRow("folder") << u"x/"_s << u"x"_s << u"same place"_s;
    QTest::newRow("deeper") << u"a\\x"_s << u"x"_s << u"same place"_s;
    QTest::newRow("alike") << u"a/_.csv"_s << u"ä/ß.csv"_s << QString();
    QTest::newRow("backslash within a character") << u"ò\\/x"_s << u"表/x"_s << QString();
}

void LegalNamesTest::refusesOlderNames()
{
    QFETCH(QString, older);
    QFETCH(QString, name);
    QFETCH(QString, word);
    auto entries = entriesOf({name});
    entries[0].olderName = older;
    const auto legal = legalNames(entries);
    QCOMPARE(legal.has_value(), word.isEmpty());
    if (!legal)
        QVERIFY2(legal.error().message.contains(word), qPrintable(legal.error().message));
}

void LegalNamesTest::saysWhatItRenames()
{
    auto entries = entriesOf({u"fine.csv"_s, u"con/x.csv"_s, u"\uFFFD.csv"_s, u"\uFFFD2.csv"_s});
    entries[2].isNameSound = false;
    const auto legal = legalNames(entries);
    QVERIFY(legal);
    QCOMPARE(legal->renamed, (QList<RenamedEntry>{{u"con/x.csv"_s, u"_con/x.csv"_s}, {u"\uFFFD.csv"_s, u"_.csv"_s}}));
}

void LegalNamesTest::numbersManyTwinsQuickly()
{
    // Looking for a free number from the first each time would take minutes.
    const auto legal = legalNames(entriesOf(QStringList(50'000, u"a.csv"_s)));
    QVERIFY(legal);
    QCOMPARE(legal->paths.last(), u"a (50000).csv"_s);
    QCOMPARE(QSet<QString>(legal->paths.cbegin(), legal->paths.cend()).size(), 50'000);
}

void LegalNamesTest::keepsToTheLongestPart()
{
    const QString longest = QString(251, u'n') + u".csv"_s;
    const auto legal = legalNames(entriesOf({longest, longest, u"con."_s + QString(251, u'x')}));
    QVERIFY(legal);
    QCOMPARE(legal->paths[0], longest);
    for (const QString &path : legal->paths)
        QVERIFY2(path.toUtf8().size() <= 255, qPrintable(path));
    QVERIFY(legal->paths[1].endsWith(u"n (2).csv"_s));
    // An ending as long as that leaves no room for a number behind the stem.
    const QString ending = u"a."_s + QString(253, u'x');
    const auto numbered = legalNames(entriesOf({ending, ending}));
    QVERIFY(numbered);
    QCOMPARE(numbered->paths[1], u"a."_s + QString(249, u'x') + u" (2)"_s);
}

void LegalNamesTest::measuresWhatIsNoUtf8AsItBecomes()
{
    for (const int length : {251, 252}) {
        auto entries = entriesOf({QString(length, QChar::ReplacementCharacter) + u".csv"_s});
        QVERIFY(!legalNames(entries)); // a name that does hold such characters takes three bytes for each
        entries[0].isNameSound = false;
        const auto legal = legalNames(entries);
        QCOMPARE(legal.has_value(), length == 251);
        if (legal)
            QCOMPARE(legal->paths, QStringList{QString(251, u'_') + u".csv"_s});
    }
}

void LegalNamesTest::refusesNamesThatTakeTooMuchMemory()
{
    // Each of them makes 99 folders, whose names are all there is before them.
    QStringList names;
    for (int i = 0; i < 120; ++i)
        names.append(QString::number(i) + (u'/' + QString(250, u'n')).repeated(99));
    QVERIFY(legalNames(entriesOf(names.first(50))));
    const auto legal = legalNames(entriesOf(names));
    QVERIFY(!legal);
    QCOMPARE(legal.error().kind, ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(LegalNamesTest)
#include "LegalNamesTest.moc"
