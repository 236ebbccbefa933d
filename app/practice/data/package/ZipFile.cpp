#include "app/practice/data/package/ZipFile.h"

#include <QBuffer>
#include <QFile>

#include <zip.h>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 mostEntries = 1000;
constexpr qint64 mostBytes = 8LL * 1024 * 1024 * 1024;
constexpr qint64 worthComparing = 16 * 1024 * 1024;
constexpr qint64 mostRatio = 400;

/// Where an archive's name would lead out of its folder, or nowhere.
bool isTreacherous(const QString &name)
{
    if (name.isEmpty() || name.startsWith(u'/') || name.contains(u'\\') || name.contains(u':') ||
        name.contains(QChar(0)))
        return true;
    return name.split(u'/').contains(u".."_s);
}

bool isLink(zip *archive, qint64 index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    const bool told = zip_file_get_external_attributes(archive, zip_uint64_t(index), 0, &system, &attributes) == 0;
    return told && system == ZIP_OPSYS_UNIX && ((attributes >> 16) & 0170000) == 0120000;
}

} // namespace

void ZipFile::Closer::operator()(zip *archive) const
{
    zip_discard(archive);
}

ZipFile::ZipFile(const QString &path)
{
    int error = 0;
    m_archive.reset(zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
    m_problem = m_archive ? inspect() : u"The package is not a sound zip archive."_s;
    if (!m_problem.isEmpty())
        m_names.clear();
}

ZipFile::~ZipFile() = default;

QString ZipFile::inspect()
{
    const qint64 count = zip_get_num_entries(m_archive.get(), 0);
    if (count > mostEntries)
        return u"The package has %1 entries; more than %2 are not taken."_s.arg(count).arg(mostEntries);
    qint64 total = 0;
    for (qint64 index = 0; index < count; ++index)
        if (const QString problem = inspectEntry(index, total); !problem.isEmpty())
            return problem;
    return {};
}

QString ZipFile::inspectEntry(qint64 index, qint64 &total)
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(m_archive.get(), zip_uint64_t(index), 0, &about) != 0 || !about.name)
        return u"The package's list of entries is damaged."_s;
    const QString name = QString::fromUtf8(about.name);
    const QString shown = name.left(80).toHtmlEscaped();
    if (isTreacherous(name))
        return u"The package holds an entry that would leave its folder: '%1'."_s.arg(shown);
    if (isLink(m_archive.get(), index))
        return u"The package holds a link, '%1'; only files are taken."_s.arg(shown);
    if (about.encryption_method != ZIP_EM_NONE)
        return u"The entry '%1' of the package is encrypted."_s.arg(shown);
    if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
        return u"The entry '%1' of the package is compressed in a way that is not read."_s.arg(shown);
    if (m_names.contains(name, Qt::CaseInsensitive))
        return u"The package holds the entry '%1' twice."_s.arg(shown);
    if (about.size > zip_uint64_t(mostBytes) || (total += qint64(about.size)) > mostBytes)
        return u"The package would unpack to more than %1 GB."_s.arg(mostBytes >> 30);
    if (qint64(about.size) > worthComparing && about.size / (about.comp_size + 1) > mostRatio)
        return u"The entry '%1' of the package would unpack to %2 times its size."_s.arg(
            shown, QString::number(about.size / (about.comp_size + 1)));
    m_names.append(name);
    return {};
}

std::optional<QString> ZipFile::find(const QString &name) const
{
    for (const QString &own : m_names)
        if (own.compare(name, Qt::CaseInsensitive) == 0)
            return own;
    return std::nullopt;
}

bool ZipFile::unpack(const QString &name, QIODevice &to) const
{
    zip_stat_t about;
    zip_stat_init(&about);
    const QByteArray spelled = name.toUtf8();
    if (!m_problem.isEmpty() || zip_stat(m_archive.get(), spelled.constData(), 0, &about) != 0)
        return false;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(
        zip_fopen_index(m_archive.get(), about.index, 0), zip_fclose);
    if (!file)
        return false;
    QByteArray piece(256 * 1024, Qt::Uninitialized);
    qint64 left = qint64(about.size);
    while (true) {
        const qint64 got = zip_fread(file.get(), piece.data(), zip_uint64_t(piece.size()));
        if (got <= 0)
            return got == 0 && left == 0; // the library checks the sum at the end
        left -= got;
        if (left < 0 || to.write(piece.constData(), got) != got)
            return false;
    }
}

std::optional<QByteArray> ZipFile::read(const QString &name, qint64 most) const
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (!m_problem.isEmpty() || zip_stat(m_archive.get(), name.toUtf8().constData(), 0, &about) != 0 ||
        qint64(about.size) > most)
        return std::nullopt;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return unpack(name, buffer) ? std::optional(buffer.data()) : std::nullopt;
}

} // namespace practice
