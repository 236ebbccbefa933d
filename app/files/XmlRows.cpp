#include "app/files/XmlRows.h"

#include "app/files/XmlRecordReader.h"

#include <QStringEncoder>

namespace waybill {

Result<void> readXmlRows(const ByteSource &source, RowHandler &to, qint64 mostRows, TableFacts &facts,
                         const std::stop_token &stop)
{
    const auto reader = openXmlRecords(source, stop);
    if (!reader)
        return fail(reader.error());
    Record record;
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    QByteArray bytes;
    while (true) {
        const auto found = (*reader)->next(record);
        if (!found)
            return fail(found.error());
        facts.isWhole = !*found;
        if (!*found || facts.rows >= mostRows)
            return {};
        const QStringList &names = (*reader)->columns();
        while (facts.columns.count() < names.size())
            facts.columns.add(names[facts.columns.count()].toStdString());
        to.beginRow();
        for (qsizetype i = 0; i < record.values.size(); ++i) {
            const QString &value = record.values[i];
            if (value.isNull())
                continue;
            bytes.resize(encoder.requiredSpace(value.size()));
            const char *const end = encoder.appendToBuffer(bytes.data(), value);
            handCell(to, facts.columns.name(int(i)), int(i), {bytes.constData(), std::size_t(end - bytes.constData())},
                     false);
        }
        to.endRow();
        ++facts.rows;
    }
}

} // namespace waybill
