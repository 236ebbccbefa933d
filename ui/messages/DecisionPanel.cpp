#include "ui/messages/DecisionPanel.h"

#include "app/base/Guid.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
QPushButton *namedButton(const QString &word, const QString &name, const QString &tooltip, QWidget *parent)
{
    auto *button = new QPushButton(word, parent);
    button->setObjectName(name);
    button->setAccessibleName(word);
    button->setToolTip(tooltip);
    return button;
}
} // namespace

DecisionPanel::DecisionPanel(QWidget *parent)
    : QFrame(parent), m_told(new QLabel(this)), m_idRow(new QWidget(this)), m_id(new QLineEdit(this)),
      m_idTrouble(new QLabel(this))
{
    setObjectName(u"decisionPanel"_s);
    setAccessibleName(tr("Decide what became of it"));
    auto *title = new QLabel(tr("Sent, but no answer came back"), this);
    title->setFont(fonts::strong(font()));
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);

    auto *page = namedButton(tr("Open Manage messages"), u"openManageMessagesButton"_s,
                             tr("Opens the page of the environment that lists what it stored"), this);
    page->setIcon(themedIcon(Icon::OpenExternal));
    m_arrived = namedButton(tr("It arrived"), u"itArrivedButton"_s,
                            tr("You found it there: enter its message id, and it is followed to its end"), this);
    setButtonKind(m_arrived, ButtonKind::Primary);
    m_again = namedButton(tr("It did not, send again"), u"itDidNotSendAgainButton"_s,
                          tr("Makes a new attempt that is linked to this one. If the file did arrive after all, "
                             "its records are imported twice."),
                          this);
    auto *leave = namedButton(tr("Leave it"), u"leaveItButton"_s,
                              tr("Marks the message as handled. Nothing is sent, the history stays."), this);
    auto *buttons = new QWidget(this);
    auto *flow = new FlowLayout(buttons);
    for (QPushButton *button : {m_arrived, m_again, leave, page})
        flow->addWidget(button);

    auto *idLine = new QHBoxLayout;
    m_id->setAccessibleName(tr("Message ID"));
    m_id->setObjectName(u"messageIdField"_s);
    m_id->setPlaceholderText(tr("Message ID as Manage messages shows it"));
    m_follow = namedButton(tr("Follow it"), u"followItButton"_s, tr("Goes on with this message id"), this);
    setButtonKind(m_follow, ButtonKind::Primary);
    idLine->addWidget(m_id, 1);
    idLine->addWidget(m_follow);
    m_idTrouble->setWordWrap(true);
    m_idTrouble->hide();
    auto *idColumn = new QVBoxLayout(m_idRow);
    idColumn->setContentsMargins(0, 0, 0, 0);
    idColumn->setSpacing(metrics::half);
    idColumn->addLayout(idLine);
    idColumn->addWidget(m_idTrouble);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, 12, metrics::margin, 12);
    column->addWidget(title);
    column->addWidget(m_told);
    column->addWidget(buttons);
    column->addWidget(m_idRow);

    connect(page, &QPushButton::clicked, this, &DecisionPanel::manageMessagesWanted);
    connect(m_arrived, &QPushButton::clicked, this, &DecisionPanel::askForId);
    connect(m_again, &QPushButton::clicked, this, &DecisionPanel::sendAgain);
    connect(leave, &QPushButton::clicked, this, &DecisionPanel::leave);
    connect(m_follow, &QPushButton::clicked, this, &DecisionPanel::checkId);
    connect(m_id, &QLineEdit::returnPressed, this, &DecisionPanel::checkId);
    connect(m_id, &QLineEdit::textChanged, m_idTrouble, &QWidget::hide);
    begin({}, {}, {});
}

void DecisionPanel::begin(const QString &file, const QString &job, const QString &sentAt)
{
    m_told->setText(tr("Look on Manage messages for “%1”, sent through “%2” at %3. If it stands there, it arrived: "
                       "copy its message ID. If it does not, nothing was stored.")
                        .arg(file, job, sentAt));
    m_id->clear();
    m_idRow->hide();
    m_idTrouble->hide();
    setButtonKind(m_arrived, ButtonKind::Primary);
    m_arrived->show();
}

void DecisionPanel::askForId()
{
    m_idRow->show();
    setButtonKind(m_arrived, ButtonKind::Plain);
    m_id->setFocus();
}

void DecisionPanel::checkId()
{
    const auto id = guidInUseFrom(m_id->text());
    if (!id) {
        QPalette ink = palette();
        ink.setColor(QPalette::WindowText, paletteOf(this).tone(StatusRole::Red).ink);
        m_idTrouble->setPalette(ink);
        m_idTrouble->setText(tr("That is not a message ID. It has 32 hexadecimal digits, such as "
                                "8f3c2d10-5b7e-4c1a-9f00-2a6d1e4ba61e."));
        m_idTrouble->show();
        return;
    }
    emit arrived(MessageId(*id));
}

void DecisionPanel::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    const Tone &tone = c.tone(StatusRole::Violet);
    QPainter painter(this);
    paint::box(&painter, rect(), tone.tint, mixed(tone.tint, tone.ink, 0.25), metrics::radius);
}

} // namespace waybill
