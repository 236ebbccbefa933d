#include "ui/packages/DiffModels.h"

#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QVariant pillData(const Pill &pill, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return pill.text;
    case PillIconRole:
        return int(pill.icon);
    case PillToneRole:
        return int(pill.role);
    case PillHatchedRole:
        return pill.hatched;
    default:
        return {};
    }
}

QString valueText(const std::optional<QString> &value)
{
    return value ? texts::oneLine(*value) : u"–"_s;
}

} // namespace

Pill diffPill(DiffState state)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("DiffModels", text); };
    switch (state) {
    case DiffState::Same:
        return {tr("Same"), Icon::Check, StatusRole::Quiet, false};
    case DiffState::Changed:
        return {tr("Changed"), Icon::Edit, StatusRole::Amber, false};
    case DiffState::Added:
        return {tr("Added"), Icon::Plus, StatusRole::Green, false};
    case DiffState::Removed:
        return {tr("Removed"), Icon::MinusCircle, StatusRole::Red, false};
    }
    return {};
}

void ChangedFilesModel::setDiff(const PackageDiff &diff)
{
    beginResetModel();
    m_diff = diff;
    endResetModel();
}

const FileDiff *ChangedFilesModel::fileAt(int row) const
{
    return row >= 1 && row <= m_diff.files.size() ? &m_diff.files[row - 1] : nullptr;
}

QList<RowChange> ChangedFilesModel::manifestChanges() const
{
    QList<RowChange> changes;
    if (!m_diff.values.isEmpty()) {
        RowChange whole;
        whole.key = {tr("Package")};
        whole.cells = m_diff.values;
        changes << whole;
    }
    for (const EntityDiff &entity : m_diff.entities) {
        if (entity.state == DiffState::Same)
            continue;
        RowChange change;
        change.state = entity.state;
        change.key = {entity.name};
        change.cells = entity.values;
        changes << change;
    }
    return changes;
}

int ChangedFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diff.files.size()) + 1;
}

int ChangedFilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangedFilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return column >= AddedColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    const FileDiff *file = fileAt(index.row());
    if (column == StateColumn)
        return pillData(diffPill(file                          ? file->state
                                 : manifestChanges().isEmpty() ? DiffState::Same
                                                               : DiffState::Changed),
                        role);
    if (role == Qt::ToolTipRole && file && column == NameColumn)
        return texts::plainTooltip(file->name);
    if (role != Qt::DisplayRole)
        return {};
    if (!file)
        return column == NameColumn      ? tr("Manifest")
               : column == ChangedColumn ? texts::number(manifestChanges().size())
                                         : u"–"_s;
    return text(*file, column);
}

QVariant ChangedFilesModel::text(const FileDiff &file, int column) const
{
    const bool counted = file.keyFrom != DiffKey::None;
    switch (column) {
    case NameColumn:
        return texts::oneLine(file.entity.isEmpty() ? file.name : file.entity);
    case AddedColumn:
        return counted ? texts::number(file.added) : u"–"_s;
    case RemovedColumn:
        return counted ? texts::number(file.removed) : u"–"_s;
    case ChangedColumn:
        return counted ? texts::number(file.changed) : u"–"_s;
    default:
        return {};
    }
}

QVariant ChangedFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= AddedColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case NameColumn:
        return tr("Entity or file");
    case AddedColumn:
        return tr("Added");
    case RemovedColumn:
        return tr("Removed");
    case ChangedColumn:
        return tr("Changed");
    default:
        return {};
    }
}

void RowChangesModel::setChanges(const QList<RowChange> &changes, const QString &keyTitle)
{
    beginResetModel();
    m_changes = changes;
    m_keyTitle = keyTitle;
    m_lines.clear();
    for (qsizetype change = 0; change < m_changes.size(); ++change) {
        if (m_changes[change].state != DiffState::Changed) {
            m_lines.push_back({change, -1});
            continue;
        }
        for (qsizetype cell = 0; cell < m_changes[change].cells.size(); ++cell)
            m_lines.push_back({change, cell});
    }
    endResetModel();
}

int RowChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int RowChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RowChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[size_t(index.row())];
    if (index.column() == StateColumn)
        return pillData(diffPill(m_changes[line.change].state), role);
    if (role == Qt::ToolTipRole)
        return texts::plainTooltip(text(line, index.column()).toString());
    return role == Qt::DisplayRole ? text(line, index.column()) : QVariant();
}

QVariant RowChangesModel::text(const Line &line, int column) const
{
    const RowChange &change = m_changes[line.change];
    const bool whole = line.cell < 0;
    const auto all = [&change](bool before) {
        QStringList values;
        for (const ValueChange &cell : change.cells) {
            if (const auto &value = before ? cell.before : cell.after)
                values << texts::oneLine(*value);
        }
        return values.isEmpty() ? u"–"_s : values.join(u" · "_s);
    };
    switch (column) {
    case KeyColumn: {
        if (!change.key.isEmpty())
            return texts::oneLine(change.key.join(u" · "_s));
        const qint64 row = change.rightRow > 0 ? change.rightRow : change.leftRow;
        return tr("row %1").arg(texts::number(row));
    }
    case NameColumn:
        return whole ? tr("whole row") : texts::oneLine(change.cells[line.cell].name);
    case BeforeColumn:
        return whole ? all(true) : valueText(change.cells[line.cell].before);
    case AfterColumn:
        return whole ? all(false) : valueText(change.cells[line.cell].after);
    default:
        return {};
    }
}

QVariant RowChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("Row");
    case KeyColumn:
        return m_keyTitle.isEmpty() ? tr("Key") : texts::oneLine(m_keyTitle);
    case NameColumn:
        return tr("Value");
    case BeforeColumn:
        return tr("Before");
    case AfterColumn:
        return tr("Now");
    default:
        return {};
    }
}

} // namespace waybill
