#include "ui/environments/EnvironmentListModel.h"

#include "ui/environments/EnvironmentStates.h"
#include "ui/style/Icons.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Texts.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// A spot in an environment's colour, judged by the theme when it is painted.
class SpotEngine final : public QIconEngine
{
public:
    SpotEngine(QString kind, QString colour) : m_kind(std::move(kind)), m_colour(std::move(colour)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(environmentColour(m_kind, m_colour, paletteOf(QGuiApplication::palette())));
        const double side = qMin(rect.width(), rect.height()) * 0.75;
        QRectF spot(0, 0, side, side);
        spot.moveCenter(QRectF(rect).center());
        painter->drawRoundedRect(spot, 3, 3);
        painter->restore();
    }
    QIconEngine *clone() const override { return new SpotEngine(*this); }

private:
    QString m_kind;
    QString m_colour;
};

Icon iconOf(EnvironmentStates::State::Kind kind)
{
    switch (kind) {
    case EnvironmentStates::State::Kind::Asking:
        return Icon::None;
    case EnvironmentStates::State::Kind::SignedIn:
        return Icon::Check;
    case EnvironmentStates::State::Kind::Ready:
        break;
    case EnvironmentStates::State::Kind::Missing:
        return Icon::Warning;
    }
    return Icon::None;
}
} // namespace

QString kindName(EnvironmentKind kind)
{
    switch (kind) {
    case EnvironmentKind::Development:
        return EnvironmentListModel::tr("Development");
    case EnvironmentKind::Test:
        return EnvironmentListModel::tr("Test");
    case EnvironmentKind::Sandbox:
        return EnvironmentListModel::tr("Sandbox");
    case EnvironmentKind::Production:
        return EnvironmentListModel::tr("Production");
    case EnvironmentKind::Practice:
        return EnvironmentListModel::tr("Practice");
    case EnvironmentKind::OnPremises:
        return EnvironmentListModel::tr("On-premises");
    }
    return {};
}

EnvironmentListModel::EnvironmentListModel(const EnvironmentStore *environments, EnvironmentStates *states,
                                           QObject *parent)
    : QAbstractTableModel(parent), m_environments(environments), m_states(states), m_rows(environments->environments())
{
    connect(m_environments, &EnvironmentStore::changed, this, &EnvironmentListModel::reload);
    connect(m_states, &EnvironmentStates::changed, this, [this](const QString &name) {
        const int row = rowOf(name);
        if (row >= 0)
            emit dataChanged(index(row, StateColumn), index(row, StateColumn));
        else if (name.isEmpty() && !m_rows.isEmpty())
            emit dataChanged(index(0, StateColumn), index(rowCount() - 1, StateColumn));
    });
}

void EnvironmentListModel::reload()
{
    beginResetModel();
    m_rows = m_environments->environments();
    endResetModel();
}

int EnvironmentListModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].name == name)
            return row;
    }
    return -1;
}

int EnvironmentListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EnvironmentListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case KindColumn:
        return tr("Kind");
    case HostColumn:
        return tr("Host");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

QVariant EnvironmentListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Environment &environment = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return words(environment, index.column());
    case Qt::DecorationRole:
        return decoration(environment, index.column());
    case Qt::ToolTipRole:
        return tooltip(environment, index.column());
    case SearchRole:
        return QString(environment.name + u'\n' + kindName(environment.kind) + u'\n' + environment.url.host());
    default:
        return {};
    }
}

QString EnvironmentListModel::words(const Environment &environment, int column) const
{
    switch (column) {
    case NameColumn:
        return texts::oneLine(environment.name);
    case KindColumn:
        return environment.readOnly ? tr("%1, read-only").arg(kindName(environment.kind)) : kindName(environment.kind);
    case HostColumn:
        return environment.url.host() + environment.url.path();
    case StateColumn:
        return m_states->of(environment).words;
    default:
        return {};
    }
}

QVariant EnvironmentListModel::decoration(const Environment &environment, int column) const
{
    if (column == NameColumn)
        return QIcon(new SpotEngine(word(environment.kind), environment.colour));
    if (column == KindColumn && environment.readOnly)
        return themedIcon(Icon::Lock);
    if (column != StateColumn)
        return {};
    const Icon icon = iconOf(m_states->of(environment).kind);
    return icon == Icon::None ? QVariant() : themedIcon(icon);
}

QString EnvironmentListModel::tooltip(const Environment &environment, int column) const
{
    switch (column) {
    case HostColumn:
        return environment.url.toString();
    case KindColumn:
        return environment.readOnly ? tr("Only what changes nothing there is let through") : QString();
    default:
        return {};
    }
}

} // namespace waybill
