#include "Input.h"

#include "app/files/CsvRows.h"
#include "app/files/Utf8Stream.h"
#include "app/files/XmlRows.h"
#include "app/packages/ManifestReading.h"

#include <algorithm>

using namespace waybill;
using namespace waybill::fuzz;

namespace {

/// The input in pieces of one length.
class Pieces final : public ByteStream
{
public:
    Pieces(QByteArrayView bytes, qint64 piece) : m_left(bytes), m_piece(piece) {}
    Result<qint64> read(char *to, qint64 most) override
    {
        const qint64 now = std::min({most, m_piece, qint64(m_left.size())});
        std::copy_n(m_left.data(), now, to);
        m_left = m_left.sliced(now);
        return now;
    }

private:
    QByteArrayView m_left;
    qint64 m_piece;
};

/// What was handed over, in one text.
class Told final : public RowHandler
{
public:
    void beginRow() override { text += "row\n"; }
    void value(std::string_view name, const PageValue &value) override
    {
        HOLDS(value.name >= 0 && std::size_t(value.name) < TableColumns::most);
        HOLDS(checkUtf8(QByteArrayView(value.text.data(), qsizetype(value.text.size())), false).valid);
        text += std::to_string(value.name) + ' ' + std::string(name) + ' ' + std::string(value.text) + '\n';
    }
    void endRow() override { ++rows; }

    std::string text;
    qint64 rows = 0;
};

std::string csvRows(const QByteArray &input, qint64 piece)
{
    Utf8Stream stream(std::make_unique<Pieces>(input, piece));
    Told told;
    TableFacts facts;
    const auto done = readCsvRows(stream, told, 10'000, facts);
    HOLDS(done || !done.error().message.isEmpty());
    HOLDS(facts.rows == told.rows);
    return told.text + (done ? "good" : done.error().message.toStdString());
}

std::string xmlRows(const QByteArray &input, qint64 piece)
{
    const auto source = [&]() -> Result<std::unique_ptr<ByteStream>> {
        return std::make_unique<Utf8Stream>(std::make_unique<Pieces>(input, piece));
    };
    Told told;
    TableFacts facts;
    const auto done = readXmlRows(source, told, 10'000, facts);
    HOLDS(done || !done.error().message.isEmpty());
    HOLDS(facts.rows == told.rows);
    return told.text + (done ? "good" : done.error().message.toStdString());
}

} // namespace

/// Data files of packages: in whatever pieces they come, the rows are the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = bytesOf(data, size);
    // The encoding is told by a large first piece: what stands behind that comes in small ones. That takes long.
    if (size % 16 == 0) {
        const QByteArray late = QByteArray("A,B\n") + QByteArray("x,y\n").repeated(16'382) + input;
        HOLDS(csvRows(late, 1 << 20) == csvRows(late, 1'021));
        HOLDS(csvRows("\xEF\xBB\xBF" + late, 1 << 20) == csvRows("\xEF\xBB\xBF" + late, 1'021));
    }
    HOLDS(csvRows(input, 1 << 20) == csvRows(input, 7));
    HOLDS(xmlRows(input, 1 << 20) == xmlRows(input, 7));
    const auto manifest = readManifest(input);
    HOLDS(manifest ? manifest->entities.size() <= 10'000 : !manifest.error().message.isEmpty());
    return 0;
}
