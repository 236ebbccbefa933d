#include "ui/explore/EntityPanel.h"

#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/EntityModel.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

EntityPanel::EntityPanel(CatalogueFeed *feed, std::shared_ptr<const Clock> clock, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_clock(std::move(clock)), m_model(new EntityModel(feed, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_search = new SearchField(tr("Find an entity by name or label"), this);
    m_search->setObjectName(u"entitySearch"_s);
    m_search->setAccessibleName(tr("Find an entity"));
    m_search->setToolTip(tr("Name, label or data-management name, in any spelling (Ctrl+K). Down goes to the list."));
    m_search->installEventFilter(this);
    m_categories = new QComboBox(this);
    m_categories->setObjectName(u"entityCategories"_s);
    m_categories->setAccessibleName(tr("Category"));
    m_categories->setToolTip(tr("Show the entities of one category"));
    m_categories->addItem(tr("All categories"));
    m_categories->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_categories->setMinimumContentsLength(8);
    m_categories->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_onlyFavourites = new QToolButton(this);
    m_onlyFavourites->setObjectName(u"favouritesOnly"_s);
    m_onlyFavourites->setCheckable(true);
    m_onlyFavourites->setIcon(themedIcon(Icon::Star));
    m_onlyFavourites->setFixedSize(metrics::controlHeight, metrics::controlHeight);
    m_onlyFavourites->setFocusPolicy(Qt::StrongFocus);
    m_onlyFavourites->setAccessibleName(tr("Favourites only"));
    m_onlyFavourites->setToolTip(tr("Show only entities with a star"));

    m_list = new TwoLineList(this);
    m_list->setObjectName(u"entityList"_s);
    m_list->setAccessibleName(tr("Entities"));
    m_list->setModel(m_model);
    m_empty = new EmptyState(Icon::Explore, {}, {}, this);
    m_emptyAction = m_empty->setAction(tr("Try again"));
    setButtonKind(m_emptyAction, ButtonKind::Plain);
    m_emptyAction->setToolTip(tr("Read the list of entities again, or show all of it"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_trouble = new Banner(BannerKind::Warning, this);
    m_trouble->setObjectName(u"catalogueTrouble"_s);
    m_trouble->setClosable(true);
    m_trouble->hide();

    auto *filters = new QHBoxLayout;
    filters->setSpacing(metrics::unit);
    filters->addWidget(m_categories, 1);
    filters->addWidget(m_onlyFavourites);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(metrics::margin, 14, metrics::margin, metrics::unit);
    head->setSpacing(metrics::unit);
    head->addWidget(m_search);
    head->addLayout(filters);
    head->addWidget(m_trouble);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    column->addWidget(makeFoot());

    m_typing.setSingleShot(true);
    m_typing.setInterval(120ms);
    connect(&m_typing, &QTimer::timeout, this, &EntityPanel::viewChanged);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_categories, &QComboBox::currentIndexChanged, this, &EntityPanel::viewChanged);
    connect(m_onlyFavourites, &QAbstractButton::toggled, this, [this](bool on) {
        m_onlyFavourites->setIcon(themedIcon(on ? Icon::StarFilled : Icon::Star));
        viewChanged();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (now.isValid())
            emit chosen(m_model->setAt(now.row()));
    });
    connect(m_list, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { emit opened(m_model->setAt(index.row())); });
    connect(m_list, &TwoLineList::starToggled, this,
            [this](const QModelIndex &index) { emit favouriteToggled(m_model->setAt(index.row())); });
    connect(m_list, &TwoLineList::leftAtTop, this, [this] { m_search->setFocus(Qt::BacktabFocusReason); });
    connect(m_emptyAction, &QPushButton::clicked, this, [this] {
        if (m_feed->catalogue()) {
            m_search->clear();
            m_categories->setCurrentIndex(0);
            m_onlyFavourites->setChecked(false);
        } else {
            m_feed->refresh();
        }
    });
    connect(m_feed, &CatalogueFeed::begun, this, &EntityPanel::begun);
    connect(m_feed, &CatalogueFeed::loaded, this, &EntityPanel::loaded);
    connect(m_feed, &CatalogueFeed::failed, this, &EntityPanel::failed);
    connect(m_feed, &CatalogueFeed::noted, this, [this](const QString &sentence) {
        m_trouble->setKind(BannerKind::Info);
        m_trouble->setText(sentence);
        m_trouble->show();
    });
    connect(m_feed, &CatalogueFeed::labelsCame, m_model, &EntityModel::tellLabels);
    connect(m_feed, &CatalogueFeed::searchChanged, this, [this] {
        if (!m_search->text().trimmed().isEmpty())
            refill();
    });
    begun();
}

QWidget *EntityPanel::makeFoot()
{
    auto *foot = new QWidget(this);
    m_age = new ElidedLabel({}, foot);
    m_age->setObjectName(u"catalogueAge"_s);
    m_age->setFont(fonts::small(font()));
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_refresh = new QToolButton(foot);
    m_refresh->setObjectName(u"refreshCatalogue"_s);
    m_refresh->setText(tr("Refresh"));
    m_refresh->setIcon(themedIcon(Icon::Refresh));
    m_refresh->setAccessibleName(tr("Refresh the list of entities"));
    m_refresh->setToolTip(tr("Read the list of entities from the service anew (F5)"));
    m_refresh->setShortcut(QKeySequence(Qt::Key_F5));
    m_refresh->setFocusPolicy(Qt::TabFocus);
    connect(m_refresh, &QToolButton::clicked, m_feed, &CatalogueFeed::refresh);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(metrics::margin, metrics::half, metrics::unit, metrics::half);
    row->setSpacing(metrics::unit);
    row->addWidget(m_age, 1);
    row->addWidget(m_refresh);
    return foot;
}

void EntityPanel::setUse(const EntityUse &use)
{
    const QString set = selected();
    m_model->setUse(use);
    keepCurrent(set);
    refreshEmpty();
}

QString EntityPanel::selected() const
{
    return m_model->setAt(m_list->currentIndex().row());
}

void EntityPanel::refill()
{
    const QString set = selected();
    m_model->rebuild();
    keepCurrent(set);
    refreshEmpty();
    refreshAge();
}

void EntityPanel::keepCurrent(const QString &set)
{
    if (const int row = set.isEmpty() ? -1 : m_model->rowOf(set); row >= 0) {
        const QSignalBlocker quiet(m_list->selectionModel()); // nothing else is current
        m_list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
    }
    m_list->viewport()->update();
}

void EntityPanel::select(const QString &set)
{
    if (m_model->rowOf(set) < 0) {
        m_search->clear();
        m_categories->setCurrentIndex(0);
        m_onlyFavourites->setChecked(false);
        viewChanged();
    }
    if (const int row = m_model->rowOf(set); row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        m_list->scrollTo(m_model->index(row));
    }
}

void EntityPanel::viewChanged()
{
    m_typing.stop();
    const QString set = selected();
    const QString category = m_categories->currentIndex() > 0 ? m_categories->currentText() : QString();
    m_model->setView({m_search->text(), category, m_onlyFavourites->isChecked()});
    keepCurrent(set);
    m_list->scrollToTop();
    refreshEmpty();
    refreshAge();
}

void EntityPanel::begun()
{
    m_trouble->hide();
    m_failure.reset();
    m_refresh->setEnabled(false);
    if (!m_feed->catalogue())
        m_model->rebuild();
    refreshEmpty();
    refreshAge();
}

void EntityPanel::loaded()
{
    const QString set = selected();
    m_model->rebuild();
    m_refresh->setEnabled(true);
    const QString category = m_categories->currentText();
    {
        const QSignalBlocker quiet(m_categories);
        m_categories->clear();
        m_categories->addItem(tr("All categories"));
        m_categories->addItems(m_model->categories());
        m_categories->setCurrentIndex(qMax(0, m_categories->findText(category)));
        m_categories->setEnabled(m_categories->count() > 1);
    }
    keepCurrent(set);
    refreshEmpty();
    refreshAge();
}

void EntityPanel::failed(const Error &error)
{
    m_refresh->setEnabled(true);
    if (m_feed->catalogue()) {
        m_trouble->setKind(BannerKind::Warning);
        m_trouble->setText(tr("The list could not be read anew; this is the kept one. %1").arg(error.message),
                           error.detail);
        m_trouble->show();
    } else {
        m_failure = error;
        refreshEmpty();
    }
    refreshAge();
}

void EntityPanel::refreshEmpty()
{
    if (!m_feed->catalogue() && m_failure) {
        m_emptyAction->setText(tr("Try again"));
        m_emptyAction->setAccessibleName(tr("Try again"));
        m_empty->setTexts(Icon::Warning, tr("The list of entities could not be read"),
                          tr("%1 Nothing is kept of this environment yet. An address can still be typed in a query.")
                              .arg(m_failure->message));
        m_emptyAction->show();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (!m_feed->catalogue()) {
        m_empty->setTexts(Icon::Explore, tr("Reading the list of entities…"),
                          tr("It is kept on this computer, so this is needed only once."));
        m_emptyAction->hide();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    if (m_onlyFavourites->isChecked() && m_search->text().isEmpty())
        m_empty->setTexts(Icon::Star, tr("No favourites yet"),
                          tr("Press the star beside an entity, or Space, and it stands here."));
    else
        m_empty->setTexts(Icon::Search, tr("Nothing is called like that"),
                          tr("Names, labels and data-management names were searched, misspellings too."));
    m_emptyAction->setText(tr("Show all"));
    m_emptyAction->setAccessibleName(tr("Show all entities"));
    m_emptyAction->show();
    m_stack->setCurrentWidget(m_empty);
}

void EntityPanel::refreshAge()
{
    if (!m_feed->catalogue()) {
        m_age->setTexts(m_feed->isLoading() ? tr("Reading…") : tr("No list kept"));
        return;
    }
    const CatalogueHead &head = m_feed->catalogue()->head();
    const qint64 all = m_feed->catalogue()->size();
    const QString count = m_model->rowCount() == all
                              ? tr("%1 entities").arg(texts::number(all))
                              : tr("%1 of %2").arg(texts::number(qint64(m_model->rowCount())), texts::number(all));
    const QString age =
        m_feed->isLoading() ? tr("reading anew…") : tr("read %1 ago").arg(texts::age(head.asOf, m_clock->utcNow()));
    m_age->setTexts(tr("%1 · %2").arg(count, age), {},
                    tr("From %1\n%2").arg(word(head.source), texts::timeTooltip(head.asOf)));
}

bool EntityPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    viewChanged(); // what was typed last counts
    if (m_model->rowCount() == 0)
        return true;
    if (!m_list->currentIndex().isValid() || key != Qt::Key_Down)
        m_list->setCurrentIndex(m_model->index(0));
    if (key == Qt::Key_Down)
        m_list->setFocus(Qt::TabFocusReason);
    else
        emit opened(selected());
    return true;
}

} // namespace waybill
