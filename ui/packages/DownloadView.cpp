#include "ui/packages/DownloadView.h"

#include "ui/packages/ContentsPane.h"
#include "ui/packages/DownloadHistoryPane.h"
#include "ui/packages/PreviewPane.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DetailStack.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/HttpPane.h"
#include "ui/widgets/LifecycleStepper.h"
#include "ui/widgets/PagePane.h"
#include "ui/widgets/StatusPill.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QPushButton>
#include <QTabWidget>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DownloadPane", text);
}

QPushButton *addButton(QLayout *row, QWidget *parent, const QString &word, const QString &name, const QString &tooltip)
{
    auto *button = new QPushButton(word, parent);
    button->setObjectName(name);
    button->setAccessibleName(QString(word).remove(u'…'));
    button->setToolTip(tooltip);
    row->addWidget(button);
    return button;
}

/// A line across the whole pane.
QFrame *rule(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

/// A tab's contents with the page's margins; in a low window they scroll.
class TabPane final : public PagePane
{
public:
    TabPane(QWidget *contents, QWidget *parent)
        : PagePane(contents->accessibleName(), contents->objectName() + u"Scroll"_s, parent)
    {
        column()->addWidget(contents, 1);
    }
};

} // namespace

DownloadView::DownloadView(QFrame *pane) : stack(new DetailStack(Icon::Packages, pane))
{
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Base);
    auto *whole = new QVBoxLayout(pane);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(stack);
    QFrame *body = stack->body();
    told = new Banner(BannerKind::Good, body);
    told->setClosable(true);
    told->hide();
    reason = new Banner(BannerKind::Warning, body);
    reason->hide();
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead(body));
    column->addWidget(rule(body));
    column->addWidget(makeLife(body));
    auto *notices = new QVBoxLayout;
    notices->setSpacing(metrics::unit);
    notices->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    notices->addWidget(told);
    notices->addWidget(reason);
    column->addLayout(notices);
    column->addSpacing(metrics::half);
    column->addWidget(makeTabs(body), 1);
    column->addWidget(rule(body));
    column->addWidget(makeActions(body));
}

QWidget *DownloadView::makeHead(QFrame *pane)
{
    auto *head = new QWidget(pane);
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    title = new ElidedLabel({}, head);
    title->setObjectName(u"downloadTitle"_s);
    title->setFont(fonts::strong(fonts::heading(pane->font())));
    pill = new StatusPill(head);
    facts = new ElidedLabel({}, head);
    ids = new ElidedLabel({}, head);
    for (ElidedLabel *label : {facts, ids}) {
        label->setFont(fonts::small(pane->font()));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::unit);
    first->addWidget(title, 1);
    first->addWidget(pill);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, 10);
    column->setSpacing(1);
    column->addLayout(first);
    column->addWidget(facts);
    column->addWidget(ids);
    return head;
}

QWidget *DownloadView::makeLife(QFrame *pane)
{
    auto *lifePane = new QFrame(pane);
    lifePane->setObjectName(u"downloadLifePane"_s);
    lifePane->setAccessibleName(tr("Lifecycle"));
    life = new LifecycleStepper(lifePane);
    life->setAccessibleName(tr("Stages"));
    outlook = new TonedLabel(lifePane);
    outlook->setObjectName(u"leaseOutlook"_s);
    outlook->setFont(fonts::small(pane->font()));
    outlook->setForegroundRole(QPalette::PlaceholderText);
    outlook->setWordWrap(true);
    outlook->hide();
    auto *column = new QVBoxLayout(lifePane);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, 6);
    column->addWidget(life);
    column->addWidget(outlook);
    return lifePane;
}

QWidget *DownloadView::makeTabs(QFrame *pane)
{
    tabs = new QTabWidget(pane);
    tabs->setObjectName(u"downloadTabs"_s);
    contents = new ContentsPane(tabs);
    preview = new PreviewPane(tabs);
    http = new HttpPane(tr("Of what was said to the service about this package nothing is kept."), tabs);
    history = new DownloadHistoryPane(tabs);
    tabs->addTab(new TabPane(contents, tabs), contents->accessibleName());
    tabs->addTab(new TabPane(preview, tabs), preview->accessibleName());
    tabs->addTab(http, http->accessibleName());
    tabs->addTab(history, history->accessibleName());
    return tabs;
}

QWidget *DownloadView::makeActions(QFrame *pane)
{
    auto *actions = new QWidget(pane);
    auto *row = new FlowLayout(actions);
    row->setContentsMargins(metrics::margin, 10, metrics::margin, 12);
    acknowledge = addButton(row, actions, tr("Acknowledge"), u"acknowledgeButton"_s,
                            tr("Tells the service that the package is safe here: it is not handed out again"));
    again = addButton(row, actions, tr("Fetch it again"), u"fetchAgainButton"_s,
                      tr("Fetches the package from where the service said it is, while its lease lasts"));
    look = addButton(row, actions, tr("Look inside"), u"lookInsideButton"_s,
                     tr("Shows all files of the package, unpacking nothing"));
    unpack = addButton(row, actions, tr("Unpack…"), u"unpackButton"_s,
                       tr("Writes the package's files into a folder; nothing is overwritten"));
    compare = addButton(row, actions, tr("Compare…"), u"compareButton"_s,
                        tr("Shows what changed since the package of the same job before, or in another zip"));
    folder = addButton(row, actions, tr("Show in folder"), u"showInFolderButton"_s,
                       tr("Opens the folder of the package in the file manager"));
    folder->setIcon(themedIcon(Icon::OpenExternal));
    save = addButton(row, actions, tr("Save a copy…"), u"saveCopyButton"_s, tr("Copies the zip to where you say"));
    save->setIcon(themedIcon(Icon::Save));
    return actions;
}

} // namespace waybill
