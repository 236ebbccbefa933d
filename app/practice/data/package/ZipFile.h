// A foreign zip, opened with suspicion.
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

struct zip;

namespace practice {

/// Reads a zip that somebody sent. One that is not sound, that hides what it is (encrypted, links, names that leave the
/// folder, a name twice) or that unpacks to far too much is refused as a whole. Nothing is ever written to a name that
/// an archive chose.
class ZipFile
{
public:
    explicit ZipFile(const QString &path);
    ~ZipFile();
    ZipFile(const ZipFile &) = delete;
    ZipFile &operator=(const ZipFile &) = delete;

    /// Why it is refused, as a sentence; empty when it is not. Then it has no entries.
    const QString &problem() const { return m_problem; }
    const QStringList &names() const { return m_names; }
    /// The entry's own spelling of a name, found without regard to case; nothing when there is none.
    std::optional<QString> find(const QString &name) const;

    /// Unpacks an entry into an open device, in constant memory; false when it is broken or larger than it says.
    bool unpack(const QString &name, QIODevice &to) const;
    /// A small entry's bytes; nothing when it is broken or longer than `most`.
    std::optional<QByteArray> read(const QString &name, qint64 most) const;

private:
    struct Closer {
        void operator()(zip *archive) const;
    };

    QString inspect();
    QString inspectEntry(qint64 index, qint64 &total);

    std::unique_ptr<zip, Closer> m_archive;
    QStringList m_names;
    QString m_problem;
};

} // namespace practice
