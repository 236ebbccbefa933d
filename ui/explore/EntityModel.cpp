#include "ui/explore/EntityModel.h"

#include "ui/explore/CatalogueFeed.h"
#include "ui/style/Icons.h"

#include <QSet>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostUsed = 8;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

EntityModel::EntityModel(const CatalogueFeed *feed, QObject *parent) : QAbstractListModel(parent), m_feed(feed) {}

void EntityModel::setView(const EntityView &view)
{
    if (view == m_view)
        return;
    m_view = view;
    rebuild();
}

void EntityModel::setUse(const EntityUse &use)
{
    m_use = use;
    rebuild();
}

bool EntityModel::isWanted(qsizetype set) const
{
    const Catalogue::View &view = m_catalogue->view(set);
    if (m_view.favouritesOnly && !m_use.favourites.contains(text(view.name)))
        return false;
    return m_view.category.isEmpty() || text(view.category) == m_view.category;
}

void EntityModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_catalogue = m_feed->catalogue();
    if (m_catalogue) {
        if (m_view.search.trimmed().isEmpty() || !m_feed->search())
            arrange();
        else
            search();
    }
    endResetModel();
}

void EntityModel::search()
{
    for (const CatalogueSearch::Found &found : m_feed->search()->find(m_view.search, m_use)) {
        if (isWanted(found.set))
            m_rows.push_back({found.set, m_use.favourites.contains(text(m_catalogue->view(found.set).name)), nullptr});
    }
}

void EntityModel::arrange()
{
    QSet<qsizetype> taken;
    const auto add = [&](const QStringList &names, const char *section) {
        for (const QString &name : names) {
            const auto set = m_catalogue->indexOf(name);
            if (!set || taken.contains(*set) || !isWanted(*set))
                continue;
            taken.insert(*set);
            m_rows.push_back({*set, m_use.favourites.contains(name), std::exchange(section, nullptr)});
        }
    };
    QStringList favourites(m_use.favourites.cbegin(), m_use.favourites.cend());
    favourites.sort(Qt::CaseInsensitive);
    add(favourites, QT_TR_NOOP("Favourites"));
    QStringList used = m_use.used.keys();
    std::sort(used.begin(), used.end(), [this](const QString &a, const QString &b) {
        return std::pair(-m_use.used[a], a) < std::pair(-m_use.used[b], b);
    });
    add(used.mid(0, mostUsed), QT_TR_NOOP("Used often"));
    std::vector<qsizetype> others;
    for (qsizetype set = 0; set < m_catalogue->size(); ++set) {
        if (!taken.contains(set) && isWanted(set))
            others.push_back(set);
    }
    std::sort(others.begin(), others.end(),
              [&](qsizetype a, qsizetype b) { return m_catalogue->view(a).name < m_catalogue->view(b).name; });
    const char *section = taken.isEmpty() ? nullptr : QT_TR_NOOP("All entities");
    for (const qsizetype set : others)
        m_rows.push_back({set, false, std::exchange(section, nullptr)});
}

QStringList EntityModel::categories() const
{
    QSet<QString> found;
    if (m_catalogue) {
        for (qsizetype set = 0; set < m_catalogue->size(); ++set) {
            if (const std::string_view category = m_catalogue->view(set).category; !category.empty())
                found.insert(text(category));
        }
    }
    QStringList categories(found.cbegin(), found.cend());
    categories.sort(Qt::CaseInsensitive);
    return categories;
}

QString EntityModel::setAt(int row) const
{
    if (row < 0 || size_t(row) >= m_rows.size())
        return {};
    return text(m_catalogue->view(m_rows[size_t(row)].set).name);
}

int EntityModel::rowOf(const QString &set) const
{
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (setAt(int(row)) == set)
            return int(row);
    }
    return -1;
}

int EntityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString EntityModel::labelOf(qsizetype set) const
{
    const Catalogue::View &view = m_catalogue->view(set);
    return m_feed->label(text(view.label), text(view.labelId));
}

void EntityModel::tellLabels()
{
    if (!m_rows.empty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

QString EntityModel::secondLine(qsizetype set) const
{
    const Catalogue::View &view = m_catalogue->view(set);
    QString label = labelOf(set);
    if (label.isEmpty())
        label = text(view.dataManagementName.empty() ? view.publicName : view.dataManagementName);
    return view.category.empty() ? label : tr("%1 · %2").arg(label, text(view.category));
}

QVariant EntityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == SectionRole) // asked for most, by the layout of the list
        return row.section ? tr(row.section) : QString();
    const QString name = setAt(index.row());
    const Catalogue::View &view = m_catalogue->view(row.set);
    const bool readOnly = view.readOnly.value_or(false);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case SecondLineRole:
        return secondLine(row.set);
    case StarRole:
        return row.favourite;
    case TrailingIconRole:
        return static_cast<int>(readOnly ? Icon::Lock : Icon::None);
    case Qt::ToolTipRole: {
        QStringList lines{name};
        if (const QString label = labelOf(row.set); !label.isEmpty())
            lines.append(label);
        if (!view.dataManagementName.empty())
            lines.append(tr("Data management: %1").arg(text(view.dataManagementName)));
        if (readOnly)
            lines.append(tr("Read only"));
        lines.append(tr("Enter or double click: query it. Space: favourite."));
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole: {
        QString words = tr("%1, %2").arg(name, secondLine(row.set));
        if (row.favourite)
            words += tr(", favourite");
        return readOnly ? words + tr(", read only") : words;
    }
    default:
        return {};
    }
}

} // namespace waybill
