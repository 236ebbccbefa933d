#include "app/practice/traffic/ZipWriter.h"

#include <zip.h>

namespace practice {
namespace {
constexpr time_t madeAt = 1'767'268'800; // 1 January 2026, noon
}

ZipWriter::ZipWriter()
{
    zip_error_t error;
    zip_error_init(&error);
    m_target = zip_source_buffer_create(nullptr, 0, 0, &error);
    m_archive = m_target ? zip_open_from_source(m_target, ZIP_TRUNCATE, &error) : nullptr;
    if (m_archive)
        zip_source_keep(m_target);
    zip_error_fini(&error);
}

ZipWriter::~ZipWriter()
{
    if (m_archive)
        zip_discard(m_archive);
    if (m_target)
        zip_source_free(m_target);
}

void ZipWriter::add(const QString &name, const QByteArray &bytes)
{
    if (!m_archive)
        return;
    m_kept.push_back(std::make_unique<QByteArray>(bytes));
    zip_source_t *source =
        zip_source_buffer(m_archive, m_kept.back()->constData(), zip_uint64_t(m_kept.back()->size()), 0);
    const zip_int64_t index = zip_file_add(m_archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        zip_source_free(source);
    else
        zip_file_set_mtime(m_archive, zip_uint64_t(index), madeAt, 0);
}

QByteArray ZipWriter::finish()
{
    if (!m_archive || zip_close(m_archive) != 0)
        return {};
    m_archive = nullptr;
    if (zip_source_open(m_target) != 0)
        return {};
    QByteArray bytes;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    for (zip_int64_t got; (got = zip_source_read(m_target, piece.data(), zip_uint64_t(piece.size()))) > 0;)
        bytes.append(piece.constData(), got);
    zip_source_close(m_target);
    return bytes;
}

} // namespace practice
