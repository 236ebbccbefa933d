// Looking into packages and comparing them, against the tools that do the least of it.
#include "BenchFigure.h"

#include "app/files/EntryStream.h"
#include "app/files/ZipWriter.h"
#include "app/packages/DataFileReading.h"
#include "app/packages/PackageDiff.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <random>

using namespace waybill;
using namespace Qt::StringLiterals;
using bench::Budget;

namespace {

constexpr int columns = 20;

/// Gives rows of a data file as they are asked for, so that a gigabyte of them takes no memory.
class RowsDevice final : public QIODevice
{
public:
    explicit RowsDevice(qint64 bytes) : m_left(bytes) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }

    static QByteArray header()
    {
        QByteArray line = "ACCOUNT";
        for (int column = 1; column < columns; ++column)
            line += ",FIELD" + QByteArray::number(column);
        return line + "\r\n";
    }
    static QByteArray row(qint64 number, std::mt19937 &random)
    {
        QByteArray line = "US-" + QByteArray::number(number).rightJustified(9, '0');
        for (int column = 1; column < columns; ++column) {
            switch (column % 4) {
            case 0:
                line += ",\"Contoso " + QByteArray::number(random() % 5'000) + "\"";
                break;
            case 1:
                line += ',' + QByteArray::number(double(random() % 10'000'000) / 100, 'f', 2);
                break;
            case 2:
                line += ",2024-05-" + QByteArray::number(10 + random() % 20);
                break;
            default:
                line += random() % 2 == 0 ? ",Yes" : ",";
            }
        }
        return line + "\r\n";
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        while (m_ready.size() < most && m_left > 0) {
            const QByteArray next = m_number == 0 ? header() : row(m_number, m_random);
            ++m_number;
            m_ready += next;
            m_left -= next.size();
        }
        const qint64 some = std::min<qint64>(most, m_ready.size());
        std::copy_n(m_ready.constData(), some, data);
        m_ready.remove(0, some);
        return some;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_left;
    qint64 m_number = 0;
    std::mt19937 m_random{7};
    QByteArray m_ready;
};

QByteArray manifest()
{
    QByteArray maps;
    for (int column = 0; column < columns; ++column)
        maps += "<EntityMap><EntityField>F</EntityField><XMLField>FIELD" + QByteArray::number(column) +
                "</XMLField></EntityMap>";
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><DataManagementPackageManifest><DefinitionGroupName>Nightly"
           "</DefinitionGroupName><PackageEntityList><DataManagementPackageEntityData><EntityMapList>" +
           maps +
           "</EntityMapList><EntityName>Customers V3</EntityName><InputFilePath>Customers V3.csv</InputFilePath>"
           "<SourceFormat>CSV</SourceFormat></DataManagementPackageEntityData></PackageEntityList>"
           "</DataManagementPackageManifest>";
}

void writePackage(const QString &path, QIODevice &data)
{
    const auto zip = ZipWriter::open(path);
    if (!zip || !(*zip)->add(u"PackageHeader.xml"_s, "<DataManagementPackageHeader/>") ||
        !(*zip)->add(u"Manifest.xml"_s, manifest()) || !(*zip)->add(u"Customers V3.csv"_s, data) || !(*zip)->commit())
        qFatal("The package of the bench cannot be written.");
}

/// Inflates so many bytes of an entry; their number.
qint64 inflate(const ArchiveListing &zip, qsizetype entry, qint64 bytes)
{
    const auto stream = openEntry(zip, entry);
    QByteArray piece(64 << 10, Qt::Uninitialized);
    qint64 done = 0;
    while (stream && done < bytes) {
        const auto got = (*stream)->read(piece.data(), std::min<qint64>(piece.size(), bytes - done));
        if (!got || *got == 0)
            break;
        done += *got;
    }
    return done;
}

/// Runs a program to its end, its output thrown away.
void call(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("A program of the bench cannot be called.");
}

void measureFirstRows(const QTemporaryDir &folder)
{
    constexpr qint64 gigabyte = 1'000'000'000;
    constexpr qint64 shown = 1'000;
    const QString path = folder.filePath(u"large.zip"_s);
    RowsDevice data(gigabyte);
    writePackage(path, data);

    std::mt19937 random{7};
    qint64 bytes = RowsDevice::header().size();
    for (qint64 row = 1; row <= shown; ++row)
        bytes += RowsDevice::row(row, random).size();
    const auto zip = ArchiveListing::read(path);
    if (!zip || inflate(*zip, 2, bytes) != bytes)
        qFatal("The package of the bench cannot be read.");
    const auto look = [&] {
        qsizetype rows = 0;
        const auto inside = lookInside(path);
        const auto facts = readDataFile({path, 2}, [&](const std::shared_ptr<const RowBlock> &block) {
            rows += block->rows();
            return false;
        });
        if (!inside || !facts || rows != shown || inside->manifest->entities.size() != 1)
            qFatal("The first rows are not those of the bench.");
    };
    const QString unzip =
        u"unzip -p '%1' Manifest.xml && unzip -p '%1' 'Customers V3.csv' | head -c %2"_s.arg(path).arg(bytes);
    bench::BenchFigure figure(u"packages: manifest and first 1,000 rows of a 1 GB package"_s,
                              u"unzip -p of just these bytes"_s, Budget::timeAtMost(1.2));
    figure.measure(25, look, [&] { call(u"sh"_s, {u"-c"_s, unzip}); });
    figure.setNote(u"%1 kB of rows"_s.arg(bytes / 1000));
    figure.print();

    bench::BenchFigure within(u"packages: … bytes to cells of a grid"_s, u"inflating these bytes in the same program"_s,
                              Budget::timeAtMost(1.2));
    within.measure(25, look, [&] {
        const auto listing = ArchiveListing::read(path);
        inflate(*listing, 1, manifest().size());
        inflate(*listing, 2, bytes);
    });
    within.print();
}

/// A package of 100,000 rows and its data file beside it; every `changed`th row has another value.
void writeRows(const QTemporaryDir &folder, const QString &name, int changed)
{
    constexpr qint64 rows = 100'000;
    std::mt19937 random{7};
    QList<QByteArray> lines;
    for (qint64 row = 1; row <= rows; ++row) {
        const QByteArray line = RowsDevice::row(row, random);
        lines.append(changed > 0 && row % changed == 0 ? QByteArray(line).replace("2024-05-1", "2025-05-1") : line);
    }
    // Exports come in no order, and in another one each time.
    std::shuffle(lines.begin(), lines.end(), std::mt19937(quint32(changed)));
    QByteArray csv = RowsDevice::header() + lines.join();
    QBuffer buffer(&csv);
    buffer.open(QIODevice::ReadOnly);
    writePackage(folder.filePath(name + u".zip"_s), buffer);
    QFile file(folder.filePath(name + u".csv"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
        qFatal("The data file of the bench cannot be written.");
}

void measureDiff(const QTemporaryDir &folder)
{
    constexpr int changed = 97;
    writeRows(folder, u"before"_s, 0);
    writeRows(folder, u"after"_s, changed);
    bench::BenchFigure figure(u"packages: diff of two files of 100,000 rows × 20"_s, u"sort of both"_s,
                              Budget::timeAtMost(2));
    qint64 found = 0;
    figure.measure(
        7,
        [&] {
            const auto diff = diffPackages({folder.filePath(u"before.zip"_s), folder.filePath(u"after.zip"_s)});
            if (!diff || diff->files.size() != 1 || diff->files[0].keyFrom != DiffKey::Found)
                qFatal("The packages of the bench cannot be compared.");
            found = diff->files[0].changed;
        },
        [&] {
            call(u"sort"_s, {folder.filePath(u"before.csv"_s)});
            call(u"sort"_s, {folder.filePath(u"after.csv"_s)});
        });
    if (found < 100'000 / changed - 100 || found > 100'000 / changed)
        qFatal("The diff did not find the changes of the bench.");
    figure.setNote(u"%1 rows changed"_s.arg(found));
    figure.print();
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    measureDiff(folder);
    measureFirstRows(folder);
    return 0;
}
