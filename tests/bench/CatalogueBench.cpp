#include "app/catalogue/CatalogueFiles.h"
#include "app/catalogue/CatalogueSearch.h"
#include "app/catalogue/CsdlReader.h"
#include "tests/bench/BenchFigure.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <simdjson.h>

#include <cstring>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

constexpr int entities = 4500;

/// Names as F&O has them, put together from its words.
QString nameOf(int number)
{
    static const QStringList first{u"Cust"_s,  u"Vend"_s,  u"Invent"_s,    u"Ledger"_s,     u"Retail"_s,
                                   u"Sales"_s, u"Purch"_s, u"Project"_s,   u"Budget"_s,     u"Tax"_s,
                                   u"Bank"_s,  u"Asset"_s, u"Warehouse"_s, u"Production"_s, u"Employee"_s};
    static const QStringList second{u"Group"_s,     u"Posting"_s,   u"Address"_s,  u"Order"_s,     u"Line"_s,
                                    u"Account"_s,   u"Payment"_s,   u"Journal"_s,  u"Dimension"_s, u"Category"_s,
                                    u"Agreement"_s, u"Profile"_s,   u"Schedule"_s, u"Contract"_s,  u"Transaction"_s,
                                    u"Setup"_s,     u"Parameter"_s, u"Template"_s, u"Policy"_s,    u"Statement"_s};
    const int words = int(first.size()), more = int(second.size());
    return first[number % words] + second[number / words % more] + second[(number / words / more + number) % more] +
           (number % 3 == 0 ? u"V%1"_s.arg(number % 4 + 2) : QString());
}

CatalogueWriter writerOfAll()
{
    CatalogueWriter writer;
    for (int i = 0; i < entities; ++i) {
        const QString name = nameOf(i) + QString::number(i / 900);
        EntitySet set{name + u's', name, {}, u"@SYS%1"_s.arg(100'000 + i), u"Master"_s, i % 9 == 0, name + u"Entity"_s};
        writer.add(set);
        EntityDetails details{name, {}, set.labelId};
        for (int p = 0; p < 30; ++p) {
            details.properties.append({u"%1Property%2"_s.arg(nameOf(i + p)).arg(p),
                                       u"Edm.String"_s,
                                       p < 2,
                                       p < 2,
                                       20,
                                       {},
                                       u"@SYS%1"_s.arg(p * 77)});
        }
        writer.add(details);
    }
    return writer;
}

LabelStore labelsOfAll()
{
    QList<Label> labels;
    for (int i = 0; i < entities; ++i) {
        labels.append({u"@SYS%1"_s.arg(100'000 + i), u"en-us"_s, u"The %1 of number %2"_s.arg(nameOf(i)).arg(i)});
        labels.append({u"@SYS%1"_s.arg(100'000 + i), u"de"_s, u"Die %1 der Nummer %2"_s.arg(nameOf(i + 7)).arg(i)});
    }
    LabelStore store;
    store.add(labels);
    return store;
}

/// All names and labels as they are, for memmem.
std::string plainTexts(const Catalogue &catalogue, const LabelStore &labels)
{
    std::string all;
    for (qsizetype i = 0; i < catalogue.size(); ++i) {
        const EntitySet set = catalogue.set(i);
        QStringList texts{set.name, set.publicName, set.dataManagementName};
        texts += labels.texts(set.labelId);
        all += texts.join(u'\n').toStdString() + '\n';
    }
    return all;
}

qsizetype occurrences(const std::string &texts, std::string_view what)
{
    qsizetype count = 0;
    const char *at = texts.data(), *end = texts.data() + texts.size();
    while ((at = static_cast<const char *>(::memmem(at, size_t(end - at), what.data(), what.size())))) {
        ++count;
        ++at;
    }
    return count;
}

void measureOpening(const QString &path)
{
    bench::BenchFigure figure(u"catalogue of 4,500 entities with 30 properties each: opened from disk"_s,
                              u"simdjson's parse of the same file"_s, bench::Budget::timeAtMost(1.5));
    qsizetype opened = 0;
    size_t parsed = 0;
    figure.measure(
        15,
        [&] {
            auto bytes = readWholeFile(path);
            opened = Catalogue::open(std::move(**bytes)).value()->size();
        },
        [&] {
            simdjson::padded_string file;
            simdjson::dom::parser parser;
            simdjson::dom::array list;
            if (simdjson::padded_string::load(path.toStdString()).get(file) == simdjson::SUCCESS &&
                parser.parse(file)["entities"].get(list) == simdjson::SUCCESS)
                parsed = list.size();
        });
    if (opened != entities || parsed != size_t(entities))
        qFatal("Opened %lld entities, parsed %zu.", qint64(opened), parsed);
    figure.print();
}

void measureSearch(const std::shared_ptr<const Catalogue> &catalogue)
{
    const LabelStore labels = labelsOfAll();
    const CatalogueSearch search(catalogue, labels);
    const std::string texts = plainTexts(*catalogue, labels);
    const auto measure = [&](const QString &name, const QString &wanted, std::string_view needle, double budget,
                             CatalogueSearch::Match match) {
        bench::BenchFigure figure(u"search of 4,500 entities: "_s + name, u"memmem over all names and labels"_s,
                                  bench::Budget::timeAtMost(budget));
        std::vector<CatalogueSearch::Found> found;
        qsizetype seen = 0;
        constexpr int rounds = 50; // one of them is over too soon to be measured
        figure.measure(
            15,
            [&] {
                for (int i = 0; i < rounds; ++i)
                    found = search.find(wanted);
            },
            [&] {
                for (int i = 0; i < rounds; ++i)
                    seen += occurrences(texts, needle);
            });
        if (found.empty() || found.front().match != match || seen == 0)
            qFatal("%s found %zu.", qPrintable(wanted), found.size());
        figure.setNote(u"%1 found"_s.arg(found.size()));
        figure.print();
    };
    const QString exact = catalogue->set(4000).name;
    measure(u"an exact name"_s, exact, exact.toStdString(), 5, CatalogueSearch::Match::Exact);
    measure(u"a prefix"_s, u"custgroup"_s, "CustGroup", 5, CatalogueSearch::Match::Prefix);
    measure(u"two words"_s, u"payment cust"_s, "Payment", 5, CatalogueSearch::Match::Words);
    measure(u"a misspelt word"_s, u"warehosue"_s, "Warehouse", 20, CatalogueSearch::Match::Misspelt);
}

QByteArray csdlOf60Megabytes()
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<edmx:Edmx Version=\"4.0\" "
                     "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n"
                     "<Schema Namespace=\"Microsoft.Dynamics.DataEntities\" "
                     "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n";
    QByteArray sets;
    for (int i = 0; xml.size() < (60 << 20); ++i) {
        const QByteArray name = (nameOf(i) + QString::number(i)).toUtf8();
        xml += "<EntityType Name=\"" + name + "\">\n<Key><PropertyRef Name=\"dataAreaId\"/></Key>\n";
        for (int p = 0; p < 40; ++p) {
            xml += "<Property Name=\"" + (p == 0 ? "dataAreaId" : nameOf(p + i).toUtf8() + QByteArray::number(p)) +
                   "\" Type=\"Edm.String\" Nullable=\"false\">\n<Annotation "
                   "Term=\"Microsoft.Dynamics.OData.Core.V1.LabelId\" String=\"@SYS" +
                   QByteArray::number(p * 31 + i) + "\"/>\n</Property>\n";
        }
        xml += "</EntityType>\n";
        sets += "<EntitySet Name=\"" + name + "s\" EntityType=\"Microsoft.Dynamics.DataEntities." + name + "\"/>\n";
    }
    return xml + "<EntityContainer Name=\"Resources\">\n" + sets +
           "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n";
}

void measureMetadata()
{
    QByteArray xml = csdlOf60Megabytes();
    bench::BenchFigure figure(u"$metadata of 60 MB read into a catalogue"_s, u"QXmlStreamReader reading it"_s,
                              bench::Budget::speedAtLeast(0.5));
    qsizetype sets = 0;
    qint64 tokens = 0;
    figure.measure(
        3,
        [&] {
            QBuffer device(&xml);
            device.open(QIODevice::ReadOnly);
            CatalogueWriter writer;
            sets = readCsdl(device, writer, {}).value().sets;
        },
        [&] {
            QBuffer device(&xml);
            device.open(QIODevice::ReadOnly);
            QXmlStreamReader reader(&device);
            for (tokens = 0; !reader.atEnd(); ++tokens)
                reader.readNext();
        });
    if (sets < 1000 || tokens < 100'000)
        qFatal("Read %lld sets and %lld tokens.", qint64(sets), tokens);
    figure.setNote(u"%1 entity sets"_s.arg(sets));
    figure.print();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"catalogue.json"_s);
    const QByteArray bytes = writerOfAll().finish({});
    if (!replaceFile(path, bytes))
        qFatal("The file of the bench cannot be written.");
    measureOpening(path);
    measureSearch(Catalogue::open(bytes).value());
    measureMetadata();
    return 0;
}
