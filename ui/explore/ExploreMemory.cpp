#include "ui/explore/ExploreMemory.h"

#include <QJsonArray>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A text, or an object where there are values.
QList<KeptTab> tabsFrom(const QJsonValue &value)
{
    QList<KeptTab> tabs;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        KeptTab tab{one.isString() ? one.toString() : one[u"text"_s].toString()};
        const QJsonObject values = one[u"values"_s].toObject();
        for (auto it = values.begin(); it != values.end(); ++it)
            tab.values.insert(it.key(), it.value().toString());
        if (!tab.text.isEmpty())
            tabs.append(tab);
    }
    return tabs;
}

QJsonArray jsonOf(const QList<KeptTab> &tabs)
{
    QJsonArray array;
    for (const KeptTab &tab : tabs) {
        if (tab.values.isEmpty()) {
            array.append(tab.text);
            continue;
        }
        QJsonObject values;
        for (auto it = tab.values.cbegin(); it != tab.values.cend(); ++it)
            values[it.key()] = it.value();
        array.append(QJsonObject{{u"text"_s, tab.text}, {u"values"_s, values}});
    }
    return array;
}

QJsonObject jsonOf(const KeptQuery &query)
{
    QJsonObject object{{u"text"_s, query.text}};
    if (!query.name.isEmpty())
        object[u"name"_s] = query.name;
    if (query.atUtc.isValid())
        object[u"at"_s] = isoUtc(query.atUtc);
    if (query.rows >= 0)
        object[u"rows"_s] = query.rows;
    return object;
}

QJsonArray jsonOf(const QList<KeptQuery> &queries)
{
    QJsonArray array;
    for (const KeptQuery &query : queries)
        array.append(jsonOf(query));
    return array;
}

QList<KeptQuery> queriesFrom(const QJsonValue &value)
{
    QList<KeptQuery> queries;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        const QJsonObject object = one.toObject();
        KeptQuery query;
        query.text = object[u"text"_s].toString();
        query.name = object[u"name"_s].toString();
        query.atUtc = QDateTime::fromString(object[u"at"_s].toString(), Qt::ISODateWithMs);
        query.rows = object[u"rows"_s].toInteger(-1);
        if (!query.text.isEmpty())
            queries.append(query);
    }
    return queries;
}

} // namespace

/// Writing waits for the disk, so the window does not.
template <class Write>
void ExploreMemory::onWriter(Write write)
{
    // The pool ends before this does.
    m_writer.start([this, write] {
        if (const auto written = write(); !written) {
            QMetaObject::invokeMethod(
                this, [this, error = written.error()] { emit failed(error); }, Qt::QueuedConnection);
        }
    });
}

ExploreMemory::ExploreMemory(const QString &profileFolder, QObject *parent)
    : QObject(parent), m_profile(profileFolder), m_file(profileFolder)
{
    m_writer.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(1s);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_isSaved = true;
        onWriter([this, memory = toJson()] { return m_file.write(memory); });
    });
    load();
}

ExploreMemory::~ExploreMemory()
{
    m_writer.waitForDone();
    if (!m_isSaved)
        (void)save(); // nobody is there any more to be told
}

void ExploreMemory::load()
{
    const auto read = m_file.read();
    if (!read) {
        // Nobody listens yet.
        QMetaObject::invokeMethod(
            this, [this, error = read.error()] { emit failed(error); }, Qt::QueuedConnection);
        return;
    }
    const QJsonObject &all = *read;
    const QJsonObject environments = all[u"environments"_s].toObject();
    for (auto it = environments.begin(); it != environments.end(); ++it) {
        const QJsonObject object = it.value().toObject();
        EnvironmentMemory memory;
        memory.history = queriesFrom(object[u"history"_s]);
        memory.named = queriesFrom(object[u"named"_s]);
        memory.tabs = tabsFrom(object[u"tabs"_s]);
        memory.currentTab = object[u"currentTab"_s].toInt();
        m_environments.insert(it.key(), memory);
    }
    const QJsonObject layouts = all[u"layouts"_s].toObject();
    for (auto it = layouts.begin(); it != layouts.end(); ++it)
        m_layouts.insert(it.key(), it.value().toObject());
    m_rowMemory = all[u"rowMemory"_s].toInteger();
    m_file.setKnown(toJson());
}

QJsonObject ExploreMemory::toJson() const
{
    QJsonObject environments;
    for (auto it = m_environments.cbegin(); it != m_environments.cend(); ++it) {
        environments[it.key()] = QJsonObject{{u"history"_s, jsonOf(it->history)},
                                             {u"named"_s, jsonOf(it->named)},
                                             {u"tabs"_s, jsonOf(it->tabs)},
                                             {u"currentTab"_s, it->currentTab}};
    }
    QJsonObject layouts;
    for (auto it = m_layouts.cbegin(); it != m_layouts.cend(); ++it)
        layouts[it.key()] = it.value();
    QJsonObject all{{u"environments"_s, environments}, {u"layouts"_s, layouts}};
    if (m_rowMemory > 0)
        all[u"rowMemory"_s] = m_rowMemory;
    return all;
}

Result<void> ExploreMemory::save()
{
    m_soon.stop();
    m_writer.waitForDone();
    auto written = m_file.write(toJson());
    m_isSaved = written.has_value();
    return written;
}

void ExploreMemory::touch()
{
    m_isSaved = false;
    if (!m_soon.isActive())
        m_soon.start();
}

EnvironmentMemory &ExploreMemory::memoryOf(const QString &environment)
{
    EnvironmentMemory &memory = m_environments[environment];
    if (!m_usesRead.contains(environment)) {
        m_usesRead.insert(environment);
        if (const auto use = EntityUseStore(m_profile, environment).read())
            memory.use = *use; // one that cannot be read is replaced by the next change
    }
    return memory;
}

const EnvironmentMemory &ExploreMemory::of(const QString &environment)
{
    return memoryOf(environment);
}

void ExploreMemory::setFavourite(const QString &environment, const QString &set, bool on)
{
    QSet<QString> &favourites = memoryOf(environment).use.favourites;
    if (set.isEmpty() || favourites.contains(set) == on)
        return;
    if (on)
        favourites.insert(set);
    else
        favourites.remove(set);
    onWriter([store = EntityUseStore(m_profile, environment), set, on] { return store.setFavourite(set, on); });
    emit useChanged();
}

void ExploreMemory::noteUse(const QString &environment, const QString &set)
{
    if (set.isEmpty())
        return;
    ++memoryOf(environment).use.used[set];
    onWriter([store = EntityUseStore(m_profile, environment), set] { return store.noteUse(set); });
    emit useChanged();
}

void ExploreMemory::addHistory(const QString &environment, const KeptQuery &query)
{
    QList<KeptQuery> &history = memoryOf(environment).history;
    history.removeIf([&query](const KeptQuery &one) { return one.text == query.text; });
    history.prepend(query);
    while (history.size() > mostHistory)
        history.removeLast();
    touch();
}

void ExploreMemory::addNamed(const QString &environment, const KeptQuery &query)
{
    QList<KeptQuery> &named = memoryOf(environment).named;
    named.removeIf([&query](const KeptQuery &one) { return one.name == query.name; });
    named.append(query);
    std::sort(named.begin(), named.end(),
              [](const KeptQuery &a, const KeptQuery &b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
    touch();
}

void ExploreMemory::removeNamed(const QString &environment, const QString &name)
{
    if (memoryOf(environment).named.removeIf([&name](const KeptQuery &one) { return one.name == name; }) > 0)
        touch();
}

void ExploreMemory::clearHistory(const QString &environment)
{
    memoryOf(environment).history.clear();
    touch();
}

void ExploreMemory::setTabs(const QString &environment, const QList<KeptTab> &tabs, int current)
{
    EnvironmentMemory &memory = memoryOf(environment);
    if (memory.tabs == tabs && memory.currentTab == current)
        return;
    memory.tabs = tabs;
    memory.currentTab = current;
    touch();
}

void ExploreMemory::setRowMemory(qint64 bytes)
{
    if (std::exchange(m_rowMemory, bytes) != bytes)
        touch();
}

void ExploreMemory::setLayout(const QString &set, const QJsonObject &layout)
{
    if (m_layouts.value(set) == layout)
        return;
    m_layouts.insert(set, layout);
    touch();
}

} // namespace waybill
