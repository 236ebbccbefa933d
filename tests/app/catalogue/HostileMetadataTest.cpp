#include "app/catalogue/Catalogue.h"
#include "app/catalogue/CatalogueFiles.h"
#include "app/catalogue/CsdlReader.h"
#include "app/catalogue/EntityUseStore.h"
#include "app/catalogue/LabelStore.h"
#include "app/catalogue/ServiceJson.h"
#include "tests/app/support/EntityServer.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {

/// Gives bytes in pieces of one size.
class Trickle final : public QIODevice
{
public:
    Trickle(QByteArray bytes, qsizetype piece) : m_bytes(std::move(bytes)), m_piece(piece)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = std::min({most, qint64(m_piece), qint64(m_bytes.size() - m_read)});
        std::copy_n(m_bytes.constData() + m_read, size, data);
        m_read += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_piece;
    qsizetype m_read = 0;
};

/// A document of as many bytes as asked for, made while it is read: its head, one piece again and again, its end.
class LongDocument final : public QIODevice
{
public:
    LongDocument(QByteArray head, QByteArray piece, QByteArray end, qint64 bytes)
        : m_ready(std::move(head)), m_piece(std::move(piece)), m_end(std::move(end)), m_left(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_ready.isEmpty() && m_left > 0) {
            m_ready = m_piece.repeated(int(std::max<qint64>(1, most / m_piece.size())));
            m_left -= m_ready.size();
        } else if (m_ready.isEmpty()) {
            m_ready = std::exchange(m_end, {});
        }
        const qint64 size = std::min<qint64>(most, m_ready.size());
        std::copy_n(m_ready.constData(), size, data);
        m_ready.remove(0, size);
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_ready, m_piece, m_end;
    qint64 m_left;
};

const QByteArray csdlHead = R"(<edmx:Edmx xmlns:edmx="e"><edmx:DataServices><Schema Namespace="N">)";
const QByteArray csdlEnd = "</Schema></edmx:DataServices></edmx:Edmx>";

/// Peak of this program's memory in bytes; 0 where that cannot be told.
qint64 peakMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("VmHWM:");
    return at < 0 ? 0 : all.mid(at + 6, 20).trimmed().split(' ').first().toLongLong() * 1024;
}

} // namespace

class HostileMetadataTest : public QObject
{
    Q_OBJECT

    static Result<CsdlSummary> read(const QByteArray &xml, CatalogueWriter &into, std::stop_token stop = {})
    {
        Trickle device(xml, 1 << 20);
        return readCsdl(device, into, stop);
    }
    static QByteArray schema(const QByteArray &content) { return csdlHead + content + csdlEnd; }

private slots:
    void readsPiecesOfAnySize()
    {
        CatalogueWriter whole;
        QVERIFY(read(EntityServer::csdl(), whole));
        const QByteArray expected = whole.finish({});
        for (const qsizetype piece : {1, 7, 1000}) {
            CatalogueWriter writer;
            Trickle device(EntityServer::csdl(), piece);
            const auto summary = readCsdl(device, writer, {});
            QVERIFY(summary);
            QCOMPARE(summary->sets, 3);
            QCOMPARE(summary->entities, 3);
            QCOMPARE(writer.finish({}), expected);
        }
    }

    void refusesWhatIsNoWholeCsdl_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("says");
        const QByteArray whole = EntityServer::csdl();
        for (const int percent : {1, 30, 60, 99})
            QTest::newRow(qPrintable(u"cut at %1 %"_s.arg(percent)))
                << whole.first(whole.size() * percent / 100) << u"it is cut after"_s;
        QTest::newRow("nothing") << QByteArray() << u"it is empty"_s;
        QTest::newRow("a page") << QByteArray("<html><body>x</body></html>") << u"it is <html>"_s;
        QTest::newRow("JSON") << QByteArray(R"({"value":[]})") << u"line 1"_s;
        QTest::newRow("entities that multiply")
            << QByteArray("<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>")
            << u"declares a document type"_s;
        QTest::newRow("an unknown entity") << schema("<EntityType Name=\"&nope;\"/>") << u"line 1"_s;
        QTest::newRow("deep") << schema(QByteArray("<a>").repeated(100'000)) << u"more than 64 deep"_s;
        QTest::newRow("a long name") << schema("<EntityType Name=\"" + QByteArray(9 << 20, 'n') + "\"/>")
                                     << u"longer than"_s;
        QTest::newRow("bytes that are no text") << schema("<EntityType Name=\"\xff\xfe\"/>") << u"line 1"_s;
        QTest::newRow("closed wrongly") << schema("<EntityType></Edmx>") << u"line 1"_s;
    }

    void refusesWhatIsNoWholeCsdl()
    {
        QFETCH(QByteArray, xml);
        QFETCH(QString, says);
        CatalogueWriter writer;
        const auto summary = read(xml, writer);
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, ErrorKind::ServerFault);
        QVERIFY2(summary.error().message.contains(says), qPrintable(summary.error().message.left(300)));
    }

    void readsTwoHundredMegabytesInLittleMemory()
    {
        const QByteArray piece =
            "<ComplexType Name=\"c\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>\n<!-- " +
            QByteArray(2000, 'c') + " -->\n";
        const QByteArray end = R"(<EntityContainer><EntitySet Name="S" EntityType="N.T"/></EntityContainer>)" + csdlEnd;
        LongDocument device(csdlHead, piece, end, 200 << 20);
        const qint64 before = peakMemory();
        CatalogueWriter writer;
        qint64 seen = 0;
        const auto summary = readCsdl(device, writer, {}, [&seen](qint64 bytes) { seen = bytes; });
        QVERIFY(summary);
        QCOMPARE(summary->sets, 1);
        QVERIFY(summary->bytes > (200 << 20) && seen == summary->bytes);
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory
        QVERIFY2(peakMemory() - before < (32 << 20), qPrintable(QString::number(peakMemory() - before)));
#else
        Q_UNUSED(before)
#endif
    }

    void stopsWhenAsked()
    {
        LongDocument device(csdlHead, "<ComplexType Name=\"c\"/>", csdlEnd, qint64(1) << 40);
        std::stop_source stop;
        CatalogueWriter writer;
        const auto summary = readCsdl(device, writer, stop.get_token(), [&stop](qint64 bytes) {
            if (bytes > (1 << 20))
                stop.request_stop();
        });
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, ErrorKind::Cancelled);
    }

    void keepsOddNamesAndTheFirstOfTwo()
    {
        const QString odd = u"a\"\\\n\u0001 „ü“ 😀 </x>'"_s;
        CatalogueWriter writer;
        writer.add(EntitySet{odd, odd, odd, odd, odd, true, odd});
        writer.add(EntitySet{odd, u"another"_s});
        writer.add(EntitySet{QString(), u"nameless"_s});
        EntityDetails details{odd};
        details.properties.append({odd, odd, true, true, 7, odd, odd, true});
        details.navigation.append({odd, odd, true, {{odd, odd}}});
        details.actions.append({odd, {odd, odd}, odd});
        writer.add(details);
        writer.add(EntityDetails{odd});
        writer.add(EnumType{odd, odd, {{odd, -5, odd, odd}}});
        QCOMPARE(writer.repeated(), 2);
        const auto catalogue = Catalogue::open(writer.finish({odd, CatalogueSource::Metadata, odd, {}}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->size(), 1);
        QCOMPARE((*catalogue)->set(0), (EntitySet{odd, odd, odd, odd, odd, true, odd}));
        QCOMPARE((*catalogue)->head(), (CatalogueHead{odd, CatalogueSource::Metadata, odd, {}}));
        QCOMPARE((*catalogue)->details(odd).value(), details);
        QCOMPARE((*catalogue)->enumType(odd).value().members.value(0).value, -5);
        QVERIFY((*catalogue)->indexOf(odd) && !(*catalogue)->indexOf(u"another"));
    }

    void endsACircleOfBases()
    {
        CatalogueWriter writer;
        QVERIFY(read(schema(R"(<EntityType Name="A" BaseType="N.B"><Property Name="a"/></EntityType>
<EntityType Name="B" BaseType="N.A"><Property Name="b"/></EntityType>
<EntityType Name="C" BaseType="N.Gone"><Property Name="c"/></EntityType>)"),
                     writer));
        const auto catalogue = Catalogue::open(writer.finish({}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->details(u"A").value().properties.size(), 2);
        QCOMPARE((*catalogue)->details(u"C").value().properties.size(), 1);
        QCOMPARE((*catalogue)->details(u"D").error().kind, ErrorKind::NotFound);
    }

    void refusesDamagedFiles()
    {
        CatalogueWriter writer;
        QVERIFY(read(EntityServer::csdl(), writer));
        const QByteArray good = writer.finish({});
        QVERIFY(Catalogue::open(good));
        for (qsizetype size = 0; size < good.size(); size += 11)
            QCOMPARE(Catalogue::open(good.first(size)).error().kind, ErrorKind::Storage);
        for (qsizetype at = 0; at < good.size(); at += 3) { // a byte somewhere: told, or seen when it is read
            QByteArray bad = good;
            bad[at] = '\0';
            if (const auto catalogue = Catalogue::open(bad))
                (void)(*catalogue)->details(u"CustomerV3");
        }
        QVERIFY(!Catalogue::open(QByteArray(good).replace("\"format\":1", "\"format\":2")));
        QVERIFY(!Catalogue::open("{}\n,\n\"whole\":true}\n"));
    }

    void refusesAnswersThatAreNoLists_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("cut") << QByteArray("{\"value\":[{\"PublicCollectionName\":\"A\"},{\"Pub");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html></html>");
        QTest::newRow("no list") << QByteArray(R"({"value":7})");
        QTest::newRow("an array") << QByteArray("[1,2]");
        QTest::newRow("deep") << QByteArray("{\"value\":" + QByteArray(1 << 17, '['));
        QTest::newRow("bytes that are no text") << QByteArray("{\"value\":[{\"Name\":\"\xff\"}]}");
    }

    void refusesAnswersThatAreNoLists()
    {
        QFETCH(QByteArray, json);
        CatalogueWriter writer;
        const auto next = readDataEntities(json, writer);
        QVERIFY(!next);
        QCOMPARE(next.error().kind, ErrorKind::ServerFault);
        QVERIFY(!readServiceDocument(json, writer));
    }

    void readsMembersOfOtherKindsAsEmpty()
    {
        CatalogueWriter writer;
        QVERIFY(readDataEntities(
            R"({"value":[7,null,{"PublicCollectionName":5},{"PublicCollectionName":"A","LabelId":null,"IsReadOnly":"x",
"Name":{}},{"PublicCollectionName":"A"}]})",
            writer));
        QVERIFY(readPublicEntities(R"({"Name":"a","Properties":[{"Name":null},5,{"Name":"p","IsKey":"yes"}],
"NavigationProperties":{},"Actions":[{"Parameters":[[]],"ReturnType":null}]})",
                                   writer));
        const auto catalogue = Catalogue::open(writer.finish({}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->size(), 1);
        QCOMPARE((*catalogue)->set(0), (EntitySet{u"A"_s, {}}));
        QCOMPARE((*catalogue)->details(u"a").value().properties.size(), 2);
        QCOMPARE(labelsFrom(R"({"value":[{"Id":"","Value":"x"},{"Id":"@A","Language":"de","Value":null}]})").value(),
                 (QList<Label>{{u"@A"_s, u"de"_s, QString()}}));
    }

    void keepsEnvironmentsApart()
    {
        QSet<QString> files;
        const QStringList names{u"Test"_s, u"test"_s,          u"../../etc/passwd"_s, u"a/b"_s, u"a\\b"_s, u"ü"_s,
                                u"ö"_s,    QString(300, u'x'), QString(301, u'x'),    u"CON"_s, u"."_s,    u" "_s};
        for (const QString &name : names) {
            const QString file = catalogueFile(u"/profile"_s, name, u".json"_s);
            QVERIFY2(file.startsWith("/profile/catalogue/"_L1) && file.count(u'/') == 3, qPrintable(file));
            QVERIFY(file.size() < 120);
            files.insert(file.toLower());
        }
        QCOMPARE(files.size(), names.size());
    }

    void keepsLabelsOfTwoPrograms()
    {
        QTemporaryDir profile;
        LabelStore first(profile.path(), u"Test"_s), second(profile.path(), u"Test"_s);
        QVERIFY(first.load() && second.load());
        first.add({{u"@A"_s, u"de"_s, u"eins"_s}});
        second.add({{u"@B"_s, u"de"_s, u"zwei \"\n"_s}});
        QVERIFY(first.save() && second.save());
        LabelStore both(profile.path(), u"Test"_s);
        QVERIFY(both.load());
        QCOMPARE(both.size(), 2);
        QCOMPARE(both.text(u"@b"_s, u"DE"_s), u"zwei \"\n"_s);
        QFile file(both.path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"labels\":") > 0);
        file.close();
        LabelStore damaged(profile.path(), u"Test"_s);
        QCOMPARE(damaged.load().error().kind, ErrorKind::Storage);
        damaged.add({{u"@C"_s, u"de"_s, u"drei"_s}});
        QVERIFY(damaged.save());
        QVERIFY(LabelStore(profile.path(), u"Test"_s).load());
    }

    void keepsWhatIsUsedAndLiked()
    {
        QTemporaryDir profile;
        const EntityUseStore store(profile.path(), u"Test"_s);
        QVERIFY(store.read().value().used.isEmpty());
        QVERIFY(store.noteUse(u"A"_s) && store.noteUse(u"A"_s) && store.noteUse(u"B"_s));
        QVERIFY(store.setFavourite(u"B"_s, true) && store.setFavourite(u"C"_s, true) &&
                store.setFavourite(u"C"_s, false));
        const EntityUse use = EntityUseStore(profile.path(), u"Test"_s).read().value();
        QCOMPARE(use.used, (QHash<QString, int>{{u"A"_s, 2}, {u"B"_s, 1}}));
        QCOMPARE(use.favourites, QSet<QString>{u"B"_s});
        QFile file(store.path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nonsense") > 0);
        file.close();
        QCOMPARE(store.read().error().kind, ErrorKind::Storage);
        QVERIFY(store.noteUse(u"A"_s));
        QCOMPARE(store.read().value().used.value(u"A"_s), 1);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"used":{"A":2147483647,"B":-5,"C":"x"}})") > 0);
        file.close();
        QVERIFY(store.noteUse(u"A"_s));
        QCOMPARE(store.read().value().used, (QHash<QString, int>{{u"A"_s, 1'000'000}, {u"B"_s, 0}, {u"C"_s, 0}}));
        QVERIFY(file.resize((qint64(1) << 30) + 1)); // not read: it stays as it is
        QCOMPARE(store.setFavourite(u"A"_s, true).error().kind, ErrorKind::Storage);
        QVERIFY(file.size() > (1 << 30));
    }

    void knowsTheLanguagesOfLabels()
    {
        QCOMPARE(labelLanguage(QLocale::c()), u"en-us"_s);
        QCOMPARE(labelLanguage(QLocale(u"de_DE"_s)), u"de"_s);
        QCOMPARE(labelLanguage(QLocale(u"de_AT"_s)), u"de-at"_s);
        QCOMPARE(labelLanguage(QLocale(u"en_GB"_s)), u"en-gb"_s);
        QCOMPARE(labelLanguage(QLocale(u"fr_FR"_s)), u"fr"_s);
    }

    void isReadInSeveralThreads()
    {
        CatalogueWriter writer;
        QVERIFY(read(EntityServer::csdl(), writer));
        const auto catalogue = Catalogue::open(writer.finish({})).value();
        const EntityDetails expected = catalogue->details(u"CustomerV3").value();
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    for (int round = 0; round < 500; ++round)
                        wrong += catalogue->details(u"CustomerV3").value() != expected;
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(HostileMetadataTest)
#include "HostileMetadataTest.moc"
