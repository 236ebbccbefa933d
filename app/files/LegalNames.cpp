#include "app/files/LegalNames.h"

#include "app/base/Text.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// Of the names of all files and folders, each with the folders before it: they are held in memory.
constexpr qsizetype mostPathUnits = 128 << 20;

auto refuse(const QString &sentence, const QString &name)
{
    return fail(ErrorKind::BadInput, sentence.arg(quotedName(name)));
}

bool isDrive(QStringView name)
{
    return name.size() >= 2 && name[1] == u':' && name[0].toLower() >= u'a' && name[0].toLower() <= u'z';
}

/// `..`, also with the spaces that Windows leaves off.
bool isParent(QStringView part)
{
    qsizetype dots = 0;
    for (const QChar c : part) {
        if (c == u'.')
            ++dots;
        else if (c != u' ')
            return false;
    }
    return dots == 2;
}

/// Devices of Windows are meant in every folder, with any ending.
bool isDevice(QStringView part)
{
    static constexpr std::array<QLatin1StringView, 7> devices{"con"_L1,    "prn"_L1,     "aux"_L1,   "nul"_L1,
                                                              "conin$"_L1, "conout$"_L1, "clock$"_L1};
    const qsizetype dot = part.indexOf(u'.');
    const QStringView stem = part.first(dot < 0 ? part.size() : dot).trimmed();
    const auto is = [stem](QLatin1StringView name) { return stem.compare(name, Qt::CaseInsensitive) == 0; };
    if (std::any_of(devices.begin(), devices.end(), is))
        return true;
    static constexpr QStringView numbers = u"0123456789¹²³";
    return stem.size() == 4 && numbers.contains(stem.back()) &&
           (stem.startsWith("com"_L1, Qt::CaseInsensitive) || stem.startsWith("lpt"_L1, Qt::CaseInsensitive));
}

QString legalPart(QStringView part, bool isNameSound)
{
    QString legal = part.toString();
    for (QChar &c : legal) {
        const char16_t code = c.unicode();
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) || u"<>:\"|?*"_s.contains(c) ||
            (!isNameSound && c == QChar::ReplacementCharacter))
            c = u'_';
    }
    for (qsizetype i = legal.size() - 1; i >= 0 && (legal[i] == u'.' || legal[i] == u' '); --i)
        legal[i] = u'_';
    return isDevice(legal) ? u'_' + legal : legal;
}

/// What names have in common that are one file on a system that knows no case, or one Unicode form only.
QString keyOf(const QString &name)
{
    return name.normalized(QString::NormalizationForm_D).toCaseFolded().normalized(QString::NormalizationForm_C);
}

/// `name (2).csv`, within so many bytes.
QString numbered(const QString &name, int number, qint64 mostBytes)
{
    qsizetype dot = name.lastIndexOf(u'.');
    if (dot > 0 && name.sliced(dot).toUtf8().size() > mostBytes / 2)
        dot = -1; // it would leave no room for the number
    QString stem = dot > 0 ? name.first(dot) : name;
    const QString ending = number < 2 ? QString() : u" (%1)"_s.arg(number);
    const QString suffix = dot > 0 ? name.sliced(dot) : QString();
    while (!stem.isEmpty() && (stem + ending + suffix).toUtf8().size() > mostBytes)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem + ending + suffix;
}

/// The folders and files that the entries make together.
class Tree
{
public:
    explicit Tree(const ArchiveLimits &limits) : m_limits(limits) { m_nodes.append(Node()); }

    /// The place of this part in that folder, made when it is not there. Nothing when a file is where a folder is
    /// wanted, or a folder where a file is.
    std::optional<qsizetype> place(qsizetype parent, QStringView part, bool isNameSound, bool isFile)
    {
        const QString name = part.toString();
        if (const auto same = m_byName.constFind({parent, name}); same != m_byName.cend()) {
            if (m_nodes[*same].isFile != isFile)
                return {};
            if (!isFile)
                return *same;
        }
        QString legal = numbered(legalPart(part, isNameSound), 1, m_limits.nameBytes);
        const QString nameKey = keyOf(name), legalKey = keyOf(legal);
        if (const auto other = m_byKey.constFind({parent, legalKey}); other != m_byKey.cend()) {
            if (m_nodes[*other].isFile != isFile && m_nodes[*other].key == nameKey)
                return {};
            int &number = m_numbers[{parent, legalKey}];
            const QString first = legal;
            for (number = std::max(number, 1); m_byKey.contains({parent, keyOf(legal)});)
                legal = numbered(first, ++number, m_limits.nameBytes);
        }
        const qsizetype made = m_nodes.size();
        const QString &folder = m_nodes[parent].path;
        m_nodes.append({folder.isEmpty() ? legal : folder + u'/' + legal, nameKey, isFile,
                        m_nodes[parent].isRenamed || legal != name});
        m_pathUnits += m_nodes[made].path.size();
        m_byName.insert({parent, name}, made);
        m_byKey.insert({parent, keyOf(legal)}, made);
        return made;
    }
    const QString &path(qsizetype node) const { return m_nodes[node].path; }
    bool isRenamed(qsizetype node) const { return m_nodes[node].isRenamed; }
    qsizetype pathUnits() const { return m_pathUnits; } ///< of all together

private:
    struct Node {
        QString path;
        QString key; ///< of the name before it was made legal
        bool isFile = false;
        bool isRenamed = false; ///< it, or a folder above it
    };
    using Place = std::pair<qsizetype, QString>; ///< folder and name
    const ArchiveLimits &m_limits;
    QList<Node> m_nodes; ///< the first is the folder that all is in
    QHash<Place, qsizetype> m_byName;
    QHash<Place, qsizetype> m_byKey;
    QHash<Place, int> m_numbers; ///< the last that was given
    qsizetype m_pathUnits = 0;
};

Result<void> checkKind(const ArchiveEntry &entry)
{
    if (entry.kind == ArchiveEntry::Kind::Link)
        return refuse(text("%1 in the zip is a link; only files and folders are unpacked."), entry.name);
    if (entry.kind == ArchiveEntry::Kind::Device)
        return refuse(text("%1 in the zip is a device or pipe; only files and folders are unpacked."), entry.name);
    if (entry.kind == ArchiveEntry::Kind::Folder && entry.bytes > 0)
        return refuse(text("%1 in the zip is a folder and a file at once."), entry.name);
    return {};
}

QList<QStringView> partsIn(QStringView name)
{
    QList<QStringView> parts = name.split(u'/', Qt::SkipEmptyParts);
    parts.removeIf([](QStringView part) { return part == u"."; });
    return parts;
}

/// The parts of the name that say something. `shown` is how it stands in the zip.
Result<QList<QStringView>> partsOf(QStringView name, const QString &shown)
{
    if (name.contains(QChar(0)))
        return refuse(text("The name %1 in the zip holds a NUL."), shown);
    if (name.startsWith(u'/'))
        return refuse(
            text("The name %1 in the zip leads out of the folder: it begins at the root or another computer."), shown);
    if (isDrive(name))
        return refuse(text("The name %1 in the zip leads out of the folder: it names a drive."), shown);
    QList<QStringView> parts = partsIn(name);
    if (std::any_of(parts.cbegin(), parts.cend(), isParent))
        return refuse(text("The name %1 in the zip leads out of the folder: a part of it is “..”."), shown);
    return parts;
}

Result<void> checkLimits(const ArchiveEntry &entry, const QList<QStringView> &parts, const ArchiveLimits &limits)
{
    if (parts.size() > limits.depth)
        return refuse(text("The name %1 in the zip has more parts than the limit of %2 (depth).")
                          .arg(u"%1"_s, QString::number(limits.depth)),
                      entry.name);
    const auto isLong = [&](QStringView part) {
        qsizetype bytes = part.toUtf8().size();
        if (!entry.isNameSound) // each of these three bytes stands for one that becomes `_`
            bytes -= 2 * part.count(QChar::ReplacementCharacter);
        return bytes > limits.nameBytes;
    };
    if (std::any_of(parts.cbegin(), parts.cend(), isLong))
        return refuse(text("A part of the name %1 in the zip is longer than the limit of %2 bytes (nameBytes).")
                          .arg(u"%1"_s, QString::number(limits.nameBytes)),
                      entry.name);
    return {};
}

/// The name that older programs see must lead as deep into the folder as the other, and to a file where that does.
Result<void> checkOlderName(const ArchiveEntry &entry, QStringView name)
{
    const QString &older = entry.olderName;
    const QString separated = QString(older).replace(u'\\', u'/');
    if (const auto parts = partsOf(separated, older); !parts)
        return fail(parts.error());
    const auto isAlike = [name](QStringView other) {
        return other.endsWith(u'/') == name.endsWith(u'/') && partsIn(other).size() == partsIn(name).size();
    };
    // In an encoding of East Asia, the second byte of a character may be that of a backslash.
    const bool isAscii = std::all_of(older.cbegin(), older.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAlike(separated) || (!isAscii && isAlike(older)))
        return {};
    return fail(ErrorKind::BadInput,
                text("The zip gives an entry two names, %1 and %2, which do not lead to the same place.")
                    .arg(quotedName(older), quotedName(entry.name)));
}

} // namespace

Result<LegalNames> legalNames(const std::vector<ArchiveEntry> &entries, const ArchiveLimits &limits)
{
    LegalNames names;
    names.paths.reserve(qsizetype(entries.size()));
    Tree tree(limits);
    for (const ArchiveEntry &entry : entries) {
        if (const auto right = checkKind(entry); !right)
            return fail(right.error());
        const QString name = QString(entry.name).replace(u'\\', u'/');
        const auto parts = partsOf(name, entry.name);
        if (!parts)
            return fail(parts.error());
        if (const auto within = checkLimits(entry, *parts, limits); !within)
            return fail(within.error());
        if (const auto agrees = entry.olderName.isEmpty() ? Result<void>() : checkOlderName(entry, name); !agrees)
            return fail(agrees.error());
        if (parts->isEmpty() && (entry.isFile() || name.isEmpty()))
            return refuse(text("A file in the zip has no name: %1."), entry.name);
        qsizetype at = 0;
        for (qsizetype i = 0; i < parts->size(); ++i) {
            const bool isFile = entry.isFile() && i + 1 == parts->size();
            const auto next = tree.place(at, parts->at(i), entry.isNameSound, isFile);
            if (!next)
                return refuse(text("%1 is in the way of another entry of the zip: one of them is a file, the other a "
                                   "folder."),
                              entry.name);
            at = *next;
        }
        if (tree.pathUnits() > mostPathUnits)
            return fail(ErrorKind::BadInput, text("The names in the zip are longer than can be taken."));
        names.paths.append(tree.path(at));
        if (tree.isRenamed(at))
            names.renamed.append({entry.name, tree.path(at)});
    }
    return names;
}

} // namespace waybill
