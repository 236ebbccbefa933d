#include "ui/messages/FileLinesModel.h"

#include "ui/messages/FailingRowsModel.h"
#include "ui/widgets/Texts.h"

#include <QFile>
#include <QStringDecoder>

namespace waybill {

namespace {
constexpr qint64 mostBytes = 256 * 1024;
constexpr qsizetype mostLines = 1000;
} // namespace

void FileLinesModel::setLines(QStringList lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    m_failing.clear();
    endResetModel();
}

void FileLinesModel::setFailing(QSet<qint64> lines)
{
    if (lines == m_failing)
        return;
    m_failing = std::move(lines);
    if (!m_lines.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FileLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int FileLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FileLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool failing = m_failing.contains(index.row() + 1);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == LineColumn ? texts::number(index.row() + 1) : m_lines[index.row()];
    case Qt::TextAlignmentRole:
        return index.column() == LineColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case FailingRowsModel::GuiltyRole:
        return failing;
    case Qt::AccessibleDescriptionRole:
        return failing ? tr("This line failed") : QString();
    default:
        return {};
    }
}

QVariant FileLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == LineColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == LineColumn ? tr("Line") : tr("Text");
}

FileBeginning readBeginning(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.read(mostBytes);
    FileBeginning beginning;
    beginning.isThere = true;
    beginning.more = file.size() > bytes.size();
    const auto encoding = QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8);
    // UTF-16 is full of zero bytes; anything else that has them is no text.
    if (encoding == QStringConverter::Utf8 && bytes.contains('\0')) {
        beginning.binary = true;
        return beginning;
    }
    const QString text = QStringDecoder(encoding)(bytes);
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (beginning.lines.size() == mostLines) {
            beginning.more = true;
            break;
        }
        beginning.lines << (line.endsWith(u'\r') ? line.chopped(1) : line).toString();
    }
    if (!beginning.lines.isEmpty() && (beginning.lines.last().isEmpty() || beginning.more))
        beginning.lines.removeLast();
    return beginning;
}

} // namespace waybill
