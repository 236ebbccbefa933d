#include "ui/messages/DetailView.h"

#include "ui/messages/DecisionPanel.h"
#include "ui/messages/FilePane.h"
#include "ui/messages/HistoryPane.h"
#include "ui/messages/WhyPane.h"
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
#include "ui/widgets/StatusPill.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DetailPane", text);
}

QPushButton *addButton(QLayout *row, QWidget *parent, const QString &word, const QString &name, const QString &tooltip)
{
    auto *button = new QPushButton(word, parent);
    button->setObjectName(name);
    button->setAccessibleName(word);
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

} // namespace

DetailView::DetailView(QFrame *pane) : stack(new DetailStack(Icon::Messages, pane))
{
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Base);
    auto *whole = new QVBoxLayout(pane);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(stack);
    QFrame *body = stack->body();
    told = new Banner(BannerKind::Good, body);
    told->setClosable(true);
    pushSaved = told->addAction(tr("Push this file"));
    pushSaved->setObjectName(u"pushThisFileButton"_s);
    pushSaved->hide();
    told->hide();
    reason = new Banner(BannerKind::Warning, body);
    reason->hide();
    decision = new DecisionPanel(body);
    decision->hide();

    auto *lifePane = new QFrame(body);
    lifePane->setObjectName(u"lifecyclePane"_s);
    lifePane->setAccessibleName(tr("Lifecycle"));
    life = new LifecycleStepper(lifePane);
    life->setAccessibleName(tr("Stages"));
    auto *lifeColumn = new QVBoxLayout(lifePane);
    lifeColumn->setContentsMargins(metrics::margin, 12, metrics::margin, 6);
    lifeColumn->addWidget(life);
    outlook = new TonedLabel(lifePane);
    outlook->setObjectName(u"nextLook"_s);
    outlook->setFont(fonts::small(body->font()));
    outlook->setForegroundRole(QPalette::PlaceholderText);
    outlook->setWordWrap(true);
    outlook->hide();
    lifeColumn->addWidget(outlook);

    auto *notices = new QVBoxLayout;
    notices->setSpacing(metrics::unit);
    notices->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    for (QWidget *notice :
         {static_cast<QWidget *>(told), static_cast<QWidget *>(reason), static_cast<QWidget *>(decision)})
        notices->addWidget(notice);

    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead(body));
    column->addWidget(rule(body));
    column->addWidget(lifePane);
    column->addLayout(notices);
    column->addSpacing(metrics::half);
    column->addWidget(makeTabs(body), 1);
    column->addWidget(rule(body));
    column->addWidget(makeActions(body));
    body->setFocusProxy(tabs);
}

QWidget *DetailView::makeHead(QFrame *pane)
{
    auto *head = new QWidget(pane);
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    title = new ElidedLabel({}, head);
    title->setObjectName(u"messageTitle"_s);
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
    copyId = new QToolButton(head);
    copyId->setObjectName(u"copyIdButton"_s);
    copyId->setAccessibleName(tr("Copy ID"));
    copyId->setToolTip(tr("Copies the message ID"));
    copyId->setIcon(themedIcon(Icon::Copy));
    copyId->setIconSize(QSize(14, 14));
    copyId->setFixedSize(24, 20);
    copyId->setAutoRaise(true);
    copyId->setFocusPolicy(Qt::TabFocus);
    auto *last = new QHBoxLayout;
    last->setSpacing(metrics::half);
    last->addWidget(ids);
    last->addWidget(copyId);
    last->addStretch();
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, 8);
    column->setSpacing(1);
    column->addLayout(first);
    column->addWidget(facts);
    column->addLayout(last);
    return head;
}

QWidget *DetailView::makeTabs(QFrame *pane)
{
    tabs = new QTabWidget(pane);
    tabs->setObjectName(u"detailTabs"_s);
    why = new WhyPane(tabs);
    file = new FilePane(tabs);
    http = new HttpPane(tr("Nothing has been said to the service about this message yet."), tabs);
    history = new HistoryPane(tabs);
    for (QWidget *page : {static_cast<QWidget *>(why), static_cast<QWidget *>(file), static_cast<QWidget *>(http),
                          static_cast<QWidget *>(history)})
        tabs->addTab(page, page->accessibleName());
    return tabs;
}

QWidget *DetailView::makeActions(QFrame *pane)
{
    auto *actions = new QWidget(pane);
    auto *buttons = new QWidget(actions);
    auto *row = new FlowLayout(buttons);
    save = addButton(row, buttons, tr("Save failing rows"), u"saveFailingRowsButton"_s,
                     tr("A new file with the original header and just the rows that failed, byte for byte"));
    setButtonKind(save, ButtonKind::Primary);
    sendNow = addButton(row, buttons, tr("Send now"), u"sendNowButton"_s, tr("Sends the held file"));
    setButtonKind(sendNow, ButtonKind::Primary);
    cancel = addButton(row, buttons, tr("Do not send"), u"doNotSendButton"_s, tr("Ends it here; nothing is sent"));
    again = addButton(row, buttons, tr("Push again"), u"pushAgainButton"_s,
                      tr("Sends the same content as a new message that is linked to this one"));
    ticket = addButton(row, buttons, tr("Copy for the ticket"), u"copyForTheTicketButton"_s,
                       tr("File, job, ids, times, cause and failing lines as text"));
    open = addButton(row, buttons, tr("Open in F&O").replace(u'&', u"&&"_s), u"openInFinanceButton"_s,
                     tr("Execution details, or Manage messages where there is no execution"));
    open->setAccessibleName(tr("Open in F&O"));
    open->setIcon(themedIcon(Icon::OpenExternal));

    handleRow = new QWidget(actions);
    note = new QLineEdit(handleRow);
    note->setObjectName(u"noteField"_s);
    note->setAccessibleName(tr("Note"));
    note->setPlaceholderText(tr("Note for the history, may be empty"));
    auto *line = new QHBoxLayout(handleRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(note, 1);
    handle = addButton(line, handleRow, tr("Mark handled"), u"markHandledButton"_s,
                       tr("Takes the message out of Needs attention; erases nothing"));

    auto *column = new QVBoxLayout(actions);
    column->setContentsMargins(metrics::margin, 10, metrics::margin, 12);
    column->addWidget(buttons);
    column->addWidget(handleRow);
    return actions;
}

} // namespace waybill
