#include "ui/environments/EnvironmentSwitcher.h"

#include "ui/environments/EnvironmentTable.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/SearchField.h"

#include <QApplication>
#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScreen>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int popupWidth = 690;
constexpr int mostRows = 9;
/// With fewer there is nothing to search.
constexpr int many = 6;
} // namespace

EnvironmentSwitcher::EnvironmentSwitcher(const EnvironmentStore *environments, EnvironmentStates *states,
                                         const QString &present, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_search(new SearchField(tr("Name, kind or host"), this)),
      m_table(new EnvironmentTable(environments, states, this))
{
    setObjectName(u"environmentSwitcher"_s);
    setWindowTitle(tr("Switch the environment"));
    setFixedWidth(popupWidth);
    m_search->setObjectName(u"switcherSearch"_s);
    m_search->setToolTip(tr("Type a part of it, then Enter"));
    m_search->installEventFilter(this);
    m_table->setObjectName(u"switcherTable"_s);
    m_table->setAccessibleName(tr("Switch to"));
    m_table->setFrameShape(QFrame::NoFrame);
    const auto count = int(environments->environments().size());
    m_search->setVisible(count >= many);
    m_table->setFixedHeight(m_table->horizontalHeader()->height() + 2 +
                            qBound(1, count, mostRows) * m_table->verticalHeader()->defaultSectionSize());
    m_table->choose(present);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::half);
    QPushButton *check = addAction(tr("Check the connection…"), u"checkConnectionButton"_s,
                                   tr("Goes the way to the present environment step by step"));
    check->setEnabled(!present.isEmpty());
    QPushButton *manage =
        addAction(tr("Manage environments…"), u"manageEnvironmentsButton"_s, tr("Add, change, put in order, remove"));
    QPushButton *add =
        addAction(tr("Connect my environment…"), u"connectEnvironmentButton"_s, tr("Paste the address of F&O"));
    const Environment *here = environments->find(present);
    QPushButton *signIn = addAction(tr("Sign in…"), u"signInFromSwitcherButton"_s,
                                    tr("Signs you in to the present environment, or another person"));
    signIn->setVisible(here && isPersonal(here->grant));
    connect(signIn, &QPushButton::clicked, this, [this, present] {
        close();
        emit signInWanted(present);
    });
    for (QPushButton *button : {signIn, check, manage, add})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::unit, metrics::unit, metrics::unit, metrics::unit);
    column->setSpacing(metrics::unit);
    column->addWidget(m_search);
    column->addWidget(m_table);
    column->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, m_table, &EnvironmentTable::setSearch);
    connect(m_table, &QTableView::activated, this, &EnvironmentSwitcher::take);
    connect(m_table, &QTableView::clicked, this, &EnvironmentSwitcher::take);
    connect(check, &QPushButton::clicked, this, [this, present] {
        close();
        emit checkWanted(present);
    });
    connect(manage, &QPushButton::clicked, this, [this] {
        close();
        emit manageWanted();
    });
    connect(add, &QPushButton::clicked, this, [this] {
        close();
        emit connectWanted();
    });
    (m_search->isVisibleTo(this) ? static_cast<QWidget *>(m_search) : m_table)->setFocus();
}

QPushButton *EnvironmentSwitcher::addAction(const QString &word, const QString &name, const QString &tooltip)
{
    auto *button = new QPushButton(word, this);
    button->setObjectName(name);
    button->setAccessibleName(QString(word).remove(u'…'));
    button->setToolTip(tooltip);
    button->setAutoDefault(false);
    setButtonKind(button, ButtonKind::Flat);
    return button;
}

void EnvironmentSwitcher::popUpAt(const QPoint &corner)
{
    adjustSize();
    QPoint place = corner;
    const QScreen *screen = QGuiApplication::screenAt(corner);
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    const QRect room = screen->availableGeometry();
    place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - width())));
    place.setY(qBound(room.top(), place.y(), qMax(room.top(), room.bottom() - height())));
    move(place);
    show();
    activateWindow();
}

void EnvironmentSwitcher::take()
{
    const Environment *chosen = m_table->chosen();
    if (!chosen)
        return;
    const QString name = chosen->name;
    close();
    emit environmentChosen(name);
}

bool EnvironmentSwitcher::eventFilter(QObject *watched, QEvent *event)
{
    // From the search one goes through the list without leaving it.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            take();
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const int row = m_table->currentIndex().row() + (key->key() == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_table->model()->rowCount())
                m_table->selectRow(row);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void EnvironmentSwitcher::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    const QWidget *window = parentWidget() ? parentWidget()->window() : nullptr;
    const bool back =
        event->type() == QEvent::ActivationChange && isVisible() && window && QApplication::activeWindow() == window;
    const bool toAnchor = m_anchor && m_anchor->rect().contains(m_anchor->mapFromGlobal(QCursor::pos()));
    if (back && !toAnchor)
        close();
}

void EnvironmentSwitcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(paletteOf(this).line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace waybill
