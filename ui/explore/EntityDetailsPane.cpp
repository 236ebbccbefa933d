#include "ui/explore/EntityDetailsPane.h"

#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/EntityFields.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace waybill {
using namespace Qt::StringLiterals;

EntityDetailsPane::EntityDetailsPane(CatalogueFeed *feed, QWidget *parent)
    : QFrame(parent), m_feed(feed), m_fields(new EntityFacts(this)), m_relations(new EntityFacts(this)),
      m_members(new EntityFacts(this))
{
    setObjectName(u"entityDetails"_s);
    setAccessibleName(tr("Details of the entity"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_empty = new EmptyState(Icon::Table, tr("Fields, keys and relations"),
                             tr("Choose an entity above to see what it consists of."), this);
    m_again = m_empty->setAction(tr("Try again"));
    m_again->setToolTip(tr("Ask the service again"));
    m_again->hide();
    connect(m_again, &QPushButton::clicked, this, &EntityDetailsPane::refresh);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"entityTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeFields(), tr("Fields"));
    TwoLineList *relations = makeList(m_relations, u"relationList"_s, tr("Relations"));
    relations->setEmptyText(tr("It leads to no other entity."));
    m_tabs->addTab(relations, tr("Relations"));
    m_tabs->addTab(makeValues(), tr("Values"));
    auto *whole = new QWidget(this);
    auto *inside = new QVBoxLayout(whole);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(makeHead());
    inside->addWidget(m_tabs, 1);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(whole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);

    connect(m_feed, &CatalogueFeed::detailsKnown, this, [this](const QString &set) {
        if (set == m_set)
            refresh();
    });
    connect(m_feed, &CatalogueFeed::detailsFailed, this, &EntityDetailsPane::failed);
    connect(m_feed, &CatalogueFeed::labelsCame, this, &EntityDetailsPane::refresh);
    connect(m_feed, &CatalogueFeed::loaded, this, &EntityDetailsPane::refresh);
    connect(m_feed, &CatalogueFeed::enumKnown, this, &EntityDetailsPane::refreshValues);
}

QWidget *EntityDetailsPane::makeHead()
{
    auto *head = new QWidget(this);
    m_title = new ElidedLabel({}, head);
    m_title->setObjectName(u"entityTitle"_s);
    m_title->setFont(fonts::strong(font()));
    m_about = new ElidedLabel({}, head);
    m_about->setFont(fonts::small(font()));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_query = new QPushButton(tr("Query"), head);
    m_query->setObjectName(u"queryEntity"_s);
    m_query->setAccessibleName(tr("Query this entity"));
    m_query->setToolTip(tr("Open a tab that reads this entity"));
    connect(m_query, &QPushButton::clicked, this, [this] { emit queryWanted(m_set); });
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_about);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::margin, 10, metrics::margin, 6);
    row->setSpacing(metrics::unit);
    row->addLayout(words, 1);
    row->addWidget(m_query);
    return head;
}

TwoLineList *EntityDetailsPane::makeList(EntityFacts *facts, const QString &name, const QString &accessibleName)
{
    auto *list = new TwoLineList(this);
    list->setObjectName(name);
    list->setAccessibleName(accessibleName);
    list->setModel(facts);
    connect(list, &QAbstractItemView::activated, this, [this, facts](const QModelIndex &index) {
        const QString fact = facts->at(index.row()).name;
        if (facts == m_fields)
            emit filterWanted(m_set, fact);
        else if (facts == m_relations)
            emit expandWanted(m_set, fact);
    });
    return list;
}

QWidget *EntityDetailsPane::makeFields()
{
    auto *pane = new QWidget(this);
    m_search = new SearchField(tr("Find a field"), pane);
    m_search->setObjectName(u"fieldSearch"_s);
    m_search->setAccessibleName(tr("Find a field"));
    m_search->setToolTip(tr("A part of the name or label of a field"));
    connect(m_search, &QLineEdit::textChanged, m_fields, &EntityFacts::setSearch);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(metrics::margin, metrics::unit, metrics::margin, metrics::half);
    bar->addWidget(m_search);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    TwoLineList *fields = makeList(m_fields, u"fieldList"_s, tr("Fields"));
    fields->setEmptyText(tr("No field is called like that."));
    column->addWidget(fields, 1);
    return pane;
}

QWidget *EntityDetailsPane::makeValues()
{
    auto *pane = new QWidget(this);
    m_enums = new QComboBox(pane);
    m_enums->setObjectName(u"enumChoice"_s);
    m_enums->setAccessibleName(tr("Enumeration"));
    m_enums->setToolTip(tr("The field whose possible values are shown"));
    m_enums->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_enums->setMinimumContentsLength(10);
    connect(m_enums, &QComboBox::currentIndexChanged, this, &EntityDetailsPane::refreshValues);
    connect(m_tabs, &QTabWidget::currentChanged, this, &EntityDetailsPane::refreshValues);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(metrics::margin, metrics::unit, metrics::margin, metrics::half);
    bar->addWidget(m_enums, 1);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    m_values = makeList(m_members, u"valueList"_s, tr("Values"));
    column->addWidget(m_values, 1);
    return pane;
}

void EntityDetailsPane::setSet(const QString &set)
{
    if (set == m_set)
        return;
    m_set = set;
    m_search->clear();
    refresh();
}

void EntityDetailsPane::refresh()
{
    const auto index = m_feed->catalogue() ? m_feed->catalogue()->indexOf(m_set) : std::nullopt;
    m_again->hide();
    if (!index) {
        m_empty->setTexts(Icon::Table, tr("Fields, keys and relations"),
                          tr("Choose an entity above to see what it consists of."));
        m_stack->setCurrentIndex(0);
        return;
    }
    const EntityDetails *details = m_feed->details(m_set);
    if (!details) {
        m_empty->setTexts(Icon::Table, tr("Reading %1…").arg(m_set), tr("Its fields, keys and relations."));
        m_stack->setCurrentIndex(0);
        return;
    }
    const EntitySet set = m_feed->catalogue()->set(*index);
    const QString label = m_feed->labelOf(*index);
    m_title->setTexts(set.name);
    const auto keys = std::count_if(details->properties.cbegin(), details->properties.cend(),
                                    [](const EntityProperty &property) { return property.key; });
    const QString counts = tr("%1 fields, %2 of them key").arg(details->properties.size()).arg(keys);
    m_about->setTexts(label.isEmpty() ? counts : label, {}, counts);
    const LabelOf labelOf = [this](const QString &text, const QString &id) { return m_feed->label(text, id); };
    m_fields->setFacts(fieldFacts(*details, labelOf));
    m_relations->setFacts(relationFacts(*details));
    m_tabs->setTabToolTip(1, tr("%n ways to other entities", nullptr, int(details->navigation.size())));
    QStringList enums;
    for (const EntityProperty &property : details->properties) {
        if (property.enumeration)
            enums.append(property.name);
    }
    QStringList shown;
    for (int i = 0; i < m_enums->count(); ++i)
        shown.append(m_enums->itemText(i));
    if (enums != shown) {
        const QSignalBlocker quiet(m_enums);
        m_enums->clear();
        m_enums->addItems(enums);
    }
    m_tabs->setTabEnabled(2, !enums.isEmpty());
    m_tabs->setTabToolTip(2, tr("%n fields with a list of values", nullptr, int(enums.size())));
    m_stack->setCurrentIndex(1);
    refreshValues();
}

void EntityDetailsPane::refreshValues()
{
    if (m_tabs->currentIndex() != 2)
        return; // each enumeration may cost a request
    const EntityDetails *details = m_feed->details(m_set);
    const EnumType *type = nullptr;
    if (details) {
        for (const EntityProperty &property : details->properties) {
            if (property.name == m_enums->currentText())
                type = m_feed->enumType(property.type);
        }
    }
    const LabelOf label = [this](const QString &text, const QString &id) { return m_feed->label(text, id); };
    m_values->setEmptyText(type ? tr("Its values could not be read. One can still be typed in a condition.")
                                : tr("Reading its values…"));
    m_members->setFacts(type ? memberFacts(*type, label) : QList<EntityFact>());
}

void EntityDetailsPane::failed(const QString &set, const Error &error)
{
    if (set != m_set)
        return;
    m_empty->setTexts(Icon::Warning, tr("What %1 consists of could not be read").arg(set), error.message);
    m_again->show();
    m_stack->setCurrentIndex(0);
}

} // namespace waybill
