#include "app/catalogue/CatalogueSearch.h"

#include "app/catalogue/WordDistance.h"

#include <QTest>

#include <thread>

using namespace waybill;
using namespace Qt::StringLiterals;
using Match = CatalogueSearch::Match;

class CatalogueSearchTest : public QObject
{
    Q_OBJECT
    std::shared_ptr<const Catalogue> m_catalogue;
    LabelStore m_labels;

    QStringList names(const QString &text, const EntityUse &use = {}) const
    {
        const CatalogueSearch search(m_catalogue, m_labels);
        QStringList found;
        for (const auto &one : search.find(text, use))
            found.append(m_catalogue->set(one.set).name);
        return found;
    }
    std::optional<Match> firstMatch(const QString &text) const
    {
        const auto found = CatalogueSearch(m_catalogue, m_labels).find(text);
        return found.empty() ? std::nullopt : std::optional(found.front().match);
    }

private slots:
    void initTestCase()
    {
        CatalogueWriter writer;
        const auto add = [&writer](const char *name, const char *publicName, const char *label, const char *internal) {
            EntitySet set{QString::fromLatin1(name), QString::fromLatin1(publicName)};
            set.labelId = QString::fromLatin1(label);
            set.dataManagementName = QString::fromLatin1(internal);
            writer.add(set);
        };
        add("CustomersV3", "CustomerV3", "@SYS1", "CustCustomerV3Entity");
        add("CustomersV2", "CustomerV2", "@SYS2", "CustCustomerV2Entity");
        add("CustomerGroups", "CustomerGroup", "@SYS3", "CustCustomerGroupEntity");
        add("Vendors", "Vendor", "@SYS4", "VendVendorEntity");
        add("RetailCustomers", "RetailCustomer", "@SYS5", "RetailCustEntity");
        add("LedgerXMLFiles", "LedgerXMLFile", "", "");
        add("Customers", "Customer", "", "");
        m_catalogue = Catalogue::open(writer.finish({})).value();
        m_labels.add({{u"@SYS1"_s, u"de"_s, u"Debitoren"_s},
                      {u"@SYS1"_s, u"en-us"_s, u"Customers V3"_s},
                      {u"@SYS3"_s, u"de"_s, u"Debitorengruppen für Händler"_s},
                      {u"@SYS4"_s, u"ru"_s, u"Поставщики"_s}});
    }

    void findsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("a name") << u"customers"_s
                                << QStringList{u"Customers"_s, u"CustomersV2"_s, u"CustomersV3"_s,
                                               u"RetailCustomers"_s};
        QTest::newRow("two words") << u"cust v3"_s << QStringList{u"CustomersV3"_s};
        QTest::newRow("in any order") << u"v3 cust"_s << QStringList{u"CustomersV3"_s};
        QTest::newRow("words written as one") << u"CustV3"_s << QStringList{u"CustomersV3"_s};
        QTest::newRow("a name within") << u"CustCustomerV3Entity"_s << QStringList{u"CustomersV3"_s};
        QTest::newRow("a label in another language")
            << u"Debitoren"_s << QStringList{u"CustomersV3"_s, u"CustomerGroups"_s};
        QTest::newRow("without accents") << u"HANDLER FUR"_s << QStringList{u"CustomerGroups"_s};
        QTest::newRow("another script") << u"поставщики"_s << QStringList{u"Vendors"_s};
        QTest::newRow("a word inside capitals") << u"file xml"_s << QStringList{u"LedgerXMLFiles"_s};
        QTest::newRow("a letter left out") << u"vndors"_s << QStringList{u"Vendors"_s};
        QTest::newRow("letters changed places") << u"vedno"_s << QStringList{u"Vendors"_s};
        QTest::newRow("a letter too many") << u"retaill"_s << QStringList{u"RetailCustomers"_s};
        QTest::newRow("two misspelt words") << u"retial custmer"_s << QStringList{u"RetailCustomers"_s};
        QTest::newRow("a misspelt label") << u"Debitroen"_s << QStringList{u"CustomersV3"_s, u"CustomerGroups"_s};
        QTest::newRow("a misspelt whole name") << u"custcustomergruopentiti"_s << QStringList{u"CustomerGroups"_s};
        QTest::newRow("misspelt in another script") << u"поставшики"_s << QStringList{u"Vendors"_s};
        QTest::newRow("nothing") << u"inventory"_s << QStringList{};
        QTest::newRow("a short word is not guessed") << u"vex"_s << QStringList{};
    }

    void findsWhatPeopleType()
    {
        QFETCH(QString, text);
        QTEST(names(text), "names");
    }

    void tellsHowItMatched()
    {
        QCOMPARE(firstMatch(u"customersv3"_s), Match::Exact);
        QCOMPARE(firstMatch(u"Customers V3"_s), Match::Exact);
        QCOMPARE(firstMatch(u"vend"_s), Match::Prefix);
        QCOMPARE(firstMatch(u"xml"_s), Match::Words);
        QCOMPARE(firstMatch(u"ustome"_s), Match::Within);
        QCOMPARE(firstMatch(u"vndors"_s), Match::Misspelt);
        QCOMPARE(firstMatch(u"nothing at all"_s), std::nullopt);
    }

    void putsFavouritesAndUsedOnesFirst()
    {
        const EntityUse use{{{u"CustomersV3"_s, 2}, {u"CustomersV2"_s, 5}}, {u"RetailCustomers"_s}};
        QCOMPARE(names(u"cust"_s, use).first(3),
                 (QStringList{u"RetailCustomers"_s, u"CustomersV2"_s, u"CustomersV3"_s}));
        QCOMPARE(names(u"customers"_s, use).first(), u"Customers"_s); // exactly
        QCOMPARE(names({}, use).first(), u"RetailCustomers"_s);
        QCOMPARE(names({}, use).size(), 7);
    }

    void takesOddTexts()
    {
        for (const QString &text : {u" \t\n"_s, QString(10'000, u'x'), u"\n"_s, QString(QChar(0xd800)),
                                    u"' or 1 eq 1"_s, QString(QChar(0)), u"a "_s.repeated(500), u"𝒜"_s})
            (void)names(text);
        QVERIFY(names(u"\n"_s).size() == 7);
        CatalogueWriter none;
        const CatalogueSearch empty(Catalogue::open(none.finish({})).value(), m_labels);
        QVERIFY(empty.find(u"customers"_s).empty() && empty.find({}).empty());
    }

    void measuresDistances_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("distance");
        QTest::newRow("the same") << QByteArray("customer") << QByteArray("customer") << 0;
        QTest::newRow("how it begins") << QByteArray("cust") << QByteArray("customer") << 0;
        QTest::newRow("changed") << QByteArray("custemer") << QByteArray("customer") << 1;
        QTest::newRow("left out") << QByteArray("custmer") << QByteArray("customer") << 1;
        QTest::newRow("added") << QByteArray("custoomer") << QByteArray("customer") << 1;
        QTest::newRow("swapped") << QByteArray("cusotmer") << QByteArray("customer") << 1;
        QTest::newRow("two things") << QByteArray("cusotmr") << QByteArray("customer") << 2;
        QTest::newRow("nothing alike") << QByteArray("abcd") << QByteArray("wxyz") << 4;
        QTest::newRow("64 letters") << QByteArray(64, 'a') << QByteArray(63, 'a') << 1;
        QTest::newRow("more") << QByteArray(100, 'a') << QByteArray(64, 'a') << 0;
        QTest::newRow("none") << QByteArray() << QByteArray("a") << 0;
    }

    void measuresDistances()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, word);
        const std::string_view text(word.constData(), size_t(word.size()));
        const WordDistance distance({pattern.constData(), size_t(pattern.size())});
        QTEST(distance.to(text), "distance");
        if (distance.to(text) <= distance.allowed())
            QVERIFY(distance.mayBe(WordDistance::letters(text), text.size()));
    }

    void searchesInSeveralThreads()
    {
        const CatalogueSearch search(m_catalogue, m_labels);
        const auto expected = search.find(u"cust"_s);
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 500; ++round)
                    wrong += search.find(u"cust"_s) != expected || search.find(u"vndors"_s).size() != 1;
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(CatalogueSearchTest)
#include "CatalogueSearchTest.moc"
