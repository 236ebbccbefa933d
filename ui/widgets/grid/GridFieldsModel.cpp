#include "ui/widgets/grid/GridFieldsModel.h"

#include "app/rows/RowStore.h"
#include "ui/style/Palette.h"
#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridModel.h"

#include <QGuiApplication>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
/// By what the catalogue says, else by what has come.
GridColumn::Type typeOf(const GridColumn &about, ColumnType served)
{
    using Type = GridColumn::Type;
    if (about.type != Type::Unknown)
        return about.type;
    switch (served) {
    case ColumnType::Boolean:
        return Type::Boolean;
    case ColumnType::Integer:
        return Type::Integer;
    case ColumnType::Decimal:
        return Type::Decimal;
    case ColumnType::Text:
        return Type::Text;
    case ColumnType::Time:
        return Type::DateTime;
    case ColumnType::Date:
        return Type::Date;
    case ColumnType::Nested:
        return Type::Nested;
    case ColumnType::None:
    case ColumnType::Mixed:
        break;
    }
    return Type::Unknown;
}

QString typeWords(GridColumn::Type type)
{
    using Type = GridColumn::Type;
    switch (type) {
    case Type::Text:
        return GridFieldsModel::tr("text");
    case Type::Integer:
        return GridFieldsModel::tr("whole number");
    case Type::Decimal:
        return GridFieldsModel::tr("number");
    case Type::Boolean:
        return GridFieldsModel::tr("true or false");
    case Type::Date:
        return GridFieldsModel::tr("date");
    case Type::DateTime:
        return GridFieldsModel::tr("date and time");
    case Type::Enum:
        return GridFieldsModel::tr("one of several");
    case Type::Guid:
        return GridFieldsModel::tr("GUID");
    case Type::Nested:
        return GridFieldsModel::tr("nested");
    case Type::Unknown:
        break;
    }
    return {};
}
} // namespace

GridFieldsModel::GridFieldsModel(const GridModel *model, QObject *parent) : QAbstractTableModel(parent), m_model(model)
{
    connect(model, &QAbstractItemModel::dataChanged, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, 1), index(rowCount() - 1, 1));
    });
}

QString GridFieldsModel::nameOf(int line) const
{
    return m_model->columns().about(columnOf(line)).name;
}

QString GridFieldsModel::valueOf(int line) const
{
    if (m_row < 0 || m_row >= m_model->rowCount())
        return {};
    const std::string_view raw = m_model->store()->text(m_model->storeRow(m_row), columnOf(line));
    return QString::fromUtf8(raw.data(), qsizetype(raw.size()));
}

QString GridFieldsModel::aboutOf(int column) const
{
    const GridColumn &about = m_model->columns().about(column);
    QStringList words;
    if (const QString name = texts::oneLine(about.name); m_model->columns().title(column) != name)
        words << name;
    if (about.key)
        words << tr("key");
    else if (about.mandatory)
        words << tr("mandatory");
    if (const QString type = typeWords(typeOf(about, m_model->store()->type(column))); !type.isEmpty())
        words << type;
    return words.join(u" · "_s);
}

void GridFieldsModel::setRow(int row)
{
    std::vector<int> columns;
    const GridColumns &all = m_model->columns();
    for (int place = 0; row >= 0 && place < all.shownCount(); ++place)
        columns.push_back(all.columnAt(place));
    for (int column = 0; row >= 0 && column < all.count(); ++column) {
        if (all.isHidden(column))
            columns.push_back(column);
    }
    if (columns == m_columns && !columns.empty()) {
        m_row = row;
        emit dataChanged(index(0, 0), index(rowCount() - 1, 1));
        return;
    }
    beginResetModel();
    m_row = row;
    m_columns = std::move(columns);
    endResetModel();
}

int GridFieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

int GridFieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant GridFieldsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_row >= m_model->rowCount())
        return {};
    const int column = columnOf(index.row());
    if (index.column() == 0) {
        if (role == Qt::DisplayRole)
            return m_model->columns().title(column);
        const QString about = aboutOf(column);
        if (role == AboutRole)
            return about;
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return about.isEmpty() ? m_model->columns().title(column)
                                   : tr("%1: %2").arg(m_model->columns().title(column), about);
        return {};
    }
    const GridCell cell = m_model->cell(m_row, column);
    const bool missing = cell.kind == GridCell::Kind::Null || cell.kind == GridCell::Kind::Absent;
    switch (role) {
    case Qt::DisplayRole:
        return cell.kind == GridCell::Kind::Null ? NullDisplay::ofWindow().text() : missing ? u"–"_s : cell.text;
    case Qt::AccessibleTextRole:
        return cell.kind == GridCell::Kind::Null ? u"null"_s : cell.text;
    case Qt::ForegroundRole:
        return missing ? QVariant(paletteOf(QGuiApplication::palette()).muted) : QVariant();
    case Qt::ToolTipRole: {
        const QString words = m_model->tooltip(m_row, column);
        return words.isEmpty() ? m_model->whole(m_row, column, GridModel::longestTooltip) : words;
    }
    default:
        return {};
    }
}

QVariant GridFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Field") : tr("Value");
}

} // namespace waybill
