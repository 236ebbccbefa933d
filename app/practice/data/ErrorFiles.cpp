#include "app/practice/data/ErrorFiles.h"

#include "app/practice/data/CsvText.h"
#include "app/practice/data/Entity.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

std::vector<int> allFieldsOf(const Entity &entity, bool keysOnly)
{
    std::vector<int> fields;
    for (std::size_t index = 0; index < entity.fields.size(); ++index)
        if (!keysOnly || entity.fields[index].isKey)
            fields.push_back(int(index));
    return fields;
}

} // namespace

ErrorFiles::ErrorFiles(const QString &folder, const Entity &entity) : m_folder(folder), m_entity(entity) {}

QString ErrorFiles::stagingPath(const QString &folder)
{
    return folder + "/staging.csv"_L1;
}

QString ErrorFiles::keysPath(const QString &folder)
{
    return folder + "/keys.csv"_L1;
}

void ErrorFiles::addToStaging(const Record &record, const std::vector<int> &columns)
{
    write(m_staging, stagingPath(m_folder), record, columns.empty() ? allFieldsOf(m_entity, false) : columns);
}

void ErrorFiles::addToKeys(const Record &record)
{
    write(m_keys, keysPath(m_folder), record, allFieldsOf(m_entity, true));
}

void ErrorFiles::write(std::unique_ptr<QFile> &file, const QString &path, const Record &record,
                       const std::vector<int> &fields)
{
    if (m_folder.isEmpty())
        return;
    std::vector<std::string_view> values;
    if (!file) {
        QDir().mkpath(m_folder);
        file = std::make_unique<QFile>(path);
        if (!file->open(QIODevice::WriteOnly))
            return;
        for (const int field : fields)
            values.emplace_back(m_entity.fields[std::size_t(field)].name);
        const std::string header = csvRow(values);
        file->write(header.data(), qint64(header.size()));
        values.clear();
    }
    for (const int field : fields)
        values.push_back(record.values[std::size_t(field)]);
    const std::string row = csvRow(values);
    if (file->isOpen())
        file->write(row.data(), qint64(row.size()));
}

void ErrorFiles::remove()
{
    for (const auto &file : {m_staging.get(), m_keys.get()})
        if (file)
            file->remove();
}

QString errorFolderOf(const QString &folder, int place)
{
    return folder.isEmpty() ? folder : u"%1/%2"_s.arg(folder, QString::number(place));
}

} // namespace practice
