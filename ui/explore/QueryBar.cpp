#include "ui/explore/QueryBar.h"

#include "ui/explore/AddressField.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/ColumnChooser.h"
#include "ui/explore/FilterBuilder.h"
#include "ui/explore/FilterDraft.h"
#include "ui/explore/OrderChooser.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpressionValidator>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
enum CompanyRow { OwnCompany, AllCompanies, FirstCompany };
} // namespace

QueryBar::QueryBar(CatalogueFeed *feed, const QUrl &base, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_draft(base)
{
    setObjectName(u"queryBar"_s);
    m_address = new AddressField(this);
    m_fault = new TonedLabel(this);
    m_fault->setObjectName(u"queryFault"_s);
    m_fault->setFont(fonts::small(font()));
    m_fault->setTone(StatusRole::Red);
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->hide();
    m_filter = new FilterBuilder(feed, this);
    m_top = new QHBoxLayout;
    m_top->setSpacing(metrics::unit);
    m_top->addWidget(m_address, 1, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, metrics::unit);
    column->setSpacing(metrics::unit);
    column->addLayout(m_top);
    column->addWidget(m_fault);
    column->addWidget(makeBuilder());
    column->addWidget(m_filter);
    m_cost = new ElidedLabel({}, this);
    m_cost->setObjectName(u"queryCost"_s);
    m_cost->setForegroundRole(QPalette::PlaceholderText);
    m_cost->hide();
    column->addWidget(m_cost);

    m_settle.setSingleShot(true);
    m_settle.setInterval(150ms);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        showQuery();
        showFaults();
    });
    connect(m_address, &AddressField::edited, this, &QueryBar::textEdited);
    connect(m_address, &AddressField::confirmed, this, &QueryBar::confirmed);
    connect(m_filter, &FilterBuilder::confirmed, this, &QueryBar::confirmed);
    connect(m_filter, &FilterBuilder::edited, this,
            [this] { change([this](Query &q) { q.filter = m_filter->filter(); }); });
    connect(m_columnChooser, &ColumnChooser::chosenChanged, this,
            [this] { change([this](Query &q) { q.select = m_columnChooser->chosen(); }); });
    connect(m_orderChooser, &OrderChooser::orderChanged, this,
            [this] { change([this](Query &q) { q.orderBy = m_orderChooser->order(); }); });
    connect(m_feed, &CatalogueFeed::detailsKnown, this, [this](const QString &set) {
        if (set == m_draft.set())
            detailsCame();
    });
    connect(m_feed, &CatalogueFeed::loaded, this, &QueryBar::detailsCame);
    connect(m_feed, &CatalogueFeed::labelsCame, this, &QueryBar::detailsCame);
    detailsCame();
    showQuery();
}

QToolButton *QueryBar::makeChooserButton(QWidget *builder, Icon icon, const QString &name, const QString &tooltip)
{
    auto *button = new QToolButton(builder);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tooltip);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedHeight(metrics::controlHeight);
    return button;
}

QWidget *QueryBar::makeBuilder()
{
    m_builder = new QWidget(this);
    auto *flow = new FlowLayout(m_builder);
    makeChoosers(m_builder);
    makeCompanyAndTop(m_builder);
    for (QWidget *one :
         {static_cast<QWidget *>(m_addFilter), static_cast<QWidget *>(m_filter->joinBox()),
          static_cast<QWidget *>(m_columns), static_cast<QWidget *>(m_order), static_cast<QWidget *>(m_expand)})
        flow->addWidget(one);
    auto *scope = new QWidget(m_builder);
    auto *pair = new QHBoxLayout(scope);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(12);
    pair->addWidget(m_company->parentWidget());
    pair->addWidget(m_most->parentWidget());
    flow->addWidget(scope);
    return m_builder;
}

void QueryBar::makeChoosers(QWidget *builder)
{
    m_addFilter = makeChooserButton(builder, Icon::Filter, u"addFilter"_s,
                                    tr("Add a condition that rows must fulfil (Ctrl+Shift+A)"));
    m_addFilter->setText(tr("Add filter"));
    m_addFilter->setAccessibleName(tr("Add filter"));
    m_addFilter->setShortcut(QKeySequence(u"Ctrl+Shift+A"_s));
    connect(m_addFilter, &QToolButton::clicked, this, [this] { m_filter->add(); });
    m_columns = makeChooserButton(builder, Icon::Columns, u"columnsButton"_s, tr("Choose the columns that are read"));
    m_columnChooser = new ColumnChooser(m_feed, this);
    connect(m_columns, &QToolButton::clicked, this, [this] {
        m_columnChooser->setColumns(properties(), m_draft.query() ? m_draft.query()->select : QStringList());
        m_columnChooser->popUp(m_columns);
    });
    m_order = makeChooserButton(builder, Icon::Sort, u"orderButton"_s, tr("Choose the order of rows"));
    m_orderChooser = new OrderChooser(m_feed, this);
    connect(m_order, &QToolButton::clicked, this, [this] {
        m_orderChooser->setOrder(properties(), m_draft.query() ? m_draft.query()->orderBy : QList<QueryOrder>());
        m_orderChooser->popUp(m_order);
    });
    m_expand = makeChooserButton(builder, Icon::Link, u"expandButton"_s,
                                 tr("Read related rows along with each row. F&O takes the first level only."));
    m_expandMenu = new QMenu(m_expand);
    connect(m_expandMenu, &QMenu::aboutToShow, this, &QueryBar::fillExpand);
    connect(m_expand, &QToolButton::clicked, this,
            [this] { m_expandMenu->popup(m_expand->mapToGlobal(QPoint(0, m_expand->height() + 2))); });
}

void QueryBar::makeCompanyAndTop(QWidget *builder)
{
    const auto captioned = [builder](const QString &caption, QWidget *control) {
        auto *pair = new QWidget(builder);
        auto *label = new QLabel(caption, pair);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setBuddy(control);
        control->setParent(pair);
        auto *row = new QHBoxLayout(pair);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        row->addWidget(label);
        row->addWidget(control);
    };
    m_company = new QComboBox;
    m_company->setObjectName(u"companyBox"_s);
    m_company->setAccessibleName(tr("Company"));
    m_company->setToolTip(tr("Rows of your own company, of all that you may see, or of one: type its code"));
    m_company->setEditable(true);
    m_company->setInsertPolicy(QComboBox::NoInsert);
    m_company->addItems({tr("Own"), tr("All")});
    m_company->setFixedWidth(84);
    captioned(tr("Company"), m_company);
    m_most = new QLineEdit;
    m_most->setObjectName(u"topBox"_s);
    m_most->setAccessibleName(tr("Most rows"));
    m_most->setToolTip(tr("Read at most so many rows; empty reads all"));
    m_most->setPlaceholderText(tr("all"));
    static const QRegularExpression number(u"[1-9]\\d{0,17}"_s);
    m_most->setValidator(new QRegularExpressionValidator(number, m_most));
    m_most->setFixedWidth(74);
    captioned(tr("Rows"), m_most);
    const auto companyChosen = [this] {
        const QString text = m_company->currentText().trimmed();
        change([&](Query &q) {
            const bool own = text.isEmpty() || text == m_company->itemText(OwnCompany);
            const bool all = text == m_company->itemText(AllCompanies);
            q.company = own || all ? QString() : text;
            q.crossCompany = !own;
        });
    };
    connect(m_company, &QComboBox::activated, this, companyChosen);
    connect(m_company->lineEdit(), &QLineEdit::editingFinished, this, companyChosen);
    connect(m_most, &QLineEdit::textEdited, this, [this](const QString &text) {
        change([&text](Query &q) { q.top = text.isEmpty() ? std::nullopt : std::optional(text.toLongLong()); });
    });
    connect(m_most, &QLineEdit::returnPressed, this, &QueryBar::confirmed);
}

void QueryBar::setActions(QWidget *actions)
{
    m_top->addWidget(actions, 0, Qt::AlignTop);
}

void QueryBar::setCompanies(const QStringList &companies)
{
    const QSignalBlocker quiet(m_company);
    const QString text = m_company->currentText();
    while (m_company->count() > FirstCompany)
        m_company->removeItem(FirstCompany);
    m_company->addItems(companies);
    m_company->setEditText(text);
}

template <class Change>
void QueryBar::change(Change apply)
{
    if (m_isShowing || !m_draft.query())
        return;
    Query query = *m_draft.query();
    apply(query);
    if (query == *m_draft.query())
        return;
    m_draft.setQuery(query);
    m_address->setAddress(m_draft.text());
    showQuery();
    showFaults();
    emit edited();
}

void QueryBar::setText(const QString &text)
{
    m_draft.setText(text);
    m_address->setAddress(text);
    detailsCame();
    showQuery();
    emit edited();
}

void QueryBar::textEdited(const QString &text)
{
    const QString before = m_draft.set();
    m_draft.setText(text);
    if (m_draft.set() != before)
        detailsCame();
    m_settle.start();
    emit edited();
}

const EntityDetails *QueryBar::details() const
{
    const QString set = m_draft.set();
    // Only of a set that there is: a name that is being typed is not asked for.
    return m_feed->catalogue() && m_feed->catalogue()->indexOf(set) ? m_feed->details(set) : nullptr;
}

QList<EntityProperty> QueryBar::properties() const
{
    const EntityDetails *known = details();
    return known ? known->properties : QList<EntityProperty>();
}

void QueryBar::detailsCame()
{
    QStringList sets, fields;
    if (const auto &catalogue = m_feed->catalogue()) {
        for (qsizetype i = 0; i < catalogue->size(); ++i)
            sets.append(QString::fromUtf8(catalogue->view(i).name.data(), qsizetype(catalogue->view(i).name.size())));
    }
    const EntityDetails *known = details();
    if (known) {
        for (const EntityProperty &property : known->properties)
            fields.append(property.name);
    }
    m_address->setWords(sets, fields);
    m_filter->setDetails(known);
    showFaults();
}

void QueryBar::showQuery()
{
    m_isShowing = true;
    const bool can = m_draft.query().has_value();
    const Query query = m_draft.query().value_or(Query());
    const bool hasSet = !query.set.isEmpty();
    m_builder->setEnabled(can && hasSet);
    m_filter->setEnabled(can);
    m_filter->setFilter(query.filter);
    m_columns->setText(query.select.isEmpty()     ? tr("All columns")
                       : query.select.size() == 1 ? tr("1 column")
                                                  : tr("%n columns", nullptr, int(query.select.size())));
    m_columns->setAccessibleName(tr("Columns: %1").arg(m_columns->text()));
    QStringList order;
    for (const QueryOrder &one : query.orderBy)
        order.append(one.descending ? tr("%1 ↓").arg(one.field) : one.field);
    m_order->setText(order.isEmpty()     ? tr("No order")
                     : order.size() == 1 ? tr("By %1").arg(order.first())
                                         : tr("By %1 and %n more", nullptr, int(order.size()) - 1).arg(order.first()));
    m_order->setAccessibleName(tr("Order: %1").arg(order.isEmpty() ? m_order->text() : order.join(u", "_s)));
    m_expand->setText(query.expand.isEmpty()     ? tr("No relations")
                      : query.expand.size() == 1 ? tr("1 relation")
                                                 : tr("%n relations", nullptr, int(query.expand.size())));
    m_expand->setAccessibleName(
        tr("Relations: %1").arg(query.expand.isEmpty() ? m_expand->text() : query.expand.join(u", "_s)));
    m_company->setEditText(!query.company.isEmpty() ? query.company
                           : query.crossCompany     ? m_company->itemText(AllCompanies)
                                                    : m_company->itemText(OwnCompany));
    m_most->setText(query.top ? QString::number(*query.top) : QString());
    m_isShowing = false;
}

void QueryBar::showFaults()
{
    const QList<QueryFault> faults = m_draft.faults(details());
    m_address->setFaults(faults);
    QString said;
    if (!faults.isEmpty())
        said = faults.size() == 1 ? faults.first().message
                                  : tr("%1 (and %n more)", nullptr, int(faults.size()) - 1).arg(faults.first().message);
    else if (!m_draft.query() && !m_draft.text().isEmpty())
        said = tr("The builder cannot show this address; it is sent as it stands.");
    m_fault->setTone(faults.isEmpty() ? std::nullopt : std::optional(StatusRole::Red));
    m_fault->setForegroundRole(QPalette::PlaceholderText);
    m_fault->setText(said);
    m_fault->setVisible(!said.isEmpty());
}

void QueryBar::fillExpand()
{
    m_expandMenu->clear();
    const EntityDetails *known = details();
    const QStringList chosen = m_draft.query() ? m_draft.query()->expand : QStringList();
    if (!known || known->navigation.isEmpty()) {
        m_expandMenu->addAction(tr("No relations are known"))->setEnabled(false);
        return;
    }
    for (const NavigationProperty &way : known->navigation) {
        QAction *action = m_expandMenu->addAction(tr("%1 (%2)").arg(way.name, way.target));
        action->setCheckable(true);
        action->setChecked(chosen.contains(way.name));
        connect(action, &QAction::toggled, this, [this, name = way.name](bool on) {
            change([&](Query &q) {
                q.expand.removeAll(name);
                if (on)
                    q.expand.append(name);
            });
        });
    }
}

void QueryBar::addFilter(const QString &field)
{
    if (m_draft.query())
        m_filter->add(field);
}

void QueryBar::addTerm(const QString &term)
{
    change([&term](Query &q) {
        if (q.filter.isEmpty())
            q.filter = term;
        else
            q.filter = filterDraftFrom(q.filter).value_or(FilterDraft{true, {}}).any
                           ? u"(%1) and %2"_s.arg(q.filter, term)
                           : u"%1 and %2"_s.arg(q.filter, term);
    });
}

void QueryBar::addExpand(const QString &relation)
{
    change([&relation](Query &q) {
        if (!q.expand.contains(relation))
            q.expand.append(relation);
    });
}

void QueryBar::setFewRows(int top)
{
    change([top](Query &q) { q.top = top; });
}

void QueryBar::setCost(const QString &words)
{
    m_cost->setTexts(words);
    m_cost->setVisible(!words.isEmpty());
}

void QueryBar::setSelect(const QStringList &columns)
{
    change([&columns](Query &q) { q.select = columns; });
}

} // namespace waybill
