#include "ui/shell/OpeningPage.h"

#include "ui/style/ProxyStyle.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int barWidth = 320;

QString titleOf(JournalWork::Kind kind)
{
    switch (kind) {
    case JournalWork::Kind::Opening:
        return OpeningPage::tr("Opening your history…");
    case JournalWork::Kind::Waiting:
    case JournalWork::Kind::Copying:
    case JournalWork::Kind::Changing:
        return OpeningPage::tr("Bringing your history forward…");
    case JournalWork::Kind::Checking:
        return OpeningPage::tr("Checking your history…");
    case JournalWork::Kind::Saving:
        return OpeningPage::tr("Saving your history…");
    }
    Q_UNREACHABLE();
}

QString copyingText(const JournalWork &work)
{
    if (work.bytes == 0)
        return OpeningPage::tr("It was written by an older Waybill. Before anything is changed, a copy of it is made.");
    return OpeningPage::tr(
               "It was written by an older Waybill. Before anything is changed, a copy of it is made: %1 of "
               "about %2.")
        .arg(texts::bytes(work.bytes), texts::bytes(std::max(work.bytes, work.ofBytes)));
}

QString textOf(const JournalWork &work)
{
    switch (work.kind) {
    case JournalWork::Kind::Opening:
        return OpeningPage::tr("The disk or another program takes its time.");
    case JournalWork::Kind::Waiting:
        return OpeningPage::tr(
            "Another Waybill program on this profile is at it. This window goes on when it is done.");
    case JournalWork::Kind::Checking:
        return OpeningPage::tr("It was found damaged the last time. All of it is looked through.");
    case JournalWork::Kind::Copying:
        return copyingText(work);
    case JournalWork::Kind::Changing:
        return OpeningPage::tr("The copy is made. Step %1 of %2 to this version is under way.")
            .arg(work.step)
            .arg(work.steps);
    case JournalWork::Kind::Saving:
        return OpeningPage::tr(
            "The journal is damaged. What is sound goes into a new one, and the damaged file is kept.");
    }
    Q_UNREACHABLE();
}
} // namespace

OpeningPage::OpeningPage(QWidget *parent)
    : QWidget(parent), m_state(new EmptyState(Icon::History, {}, {})), m_bar(m_state->setProgress()),
      m_cancel(m_state->setAction(tr("Cancel and close")))
{
    setObjectName(u"openingPage"_s);
    m_bar->setFixedWidth(barWidth);
    connect(&m_motion, &QTimer::timeout, m_bar, qOverload<>(&QWidget::update));
    m_bar->setAccessibleName(tr("Progress of opening your history"));
    m_cancel->setObjectName(u"cancelOpeningButton"_s);
    setButtonKind(m_cancel, ButtonKind::Plain); // nothing that anybody should press
    m_cancel->setShortcut(Qt::Key_Escape);
    m_cancel->setToolTip(tr("Ends Waybill. The history stays as it is; the next start begins anew. Escape does the "
                            "same."));
    connect(m_cancel, &QPushButton::clicked, this, &OpeningPage::cancelled);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    setWork({});
}

void OpeningPage::setWork(const JournalWork &work)
{
    if (m_ending)
        return;
    m_state->setTexts(work.kind == JournalWork::Kind::Saving ? Icon::Warning : Icon::History, titleOf(work.kind),
                      textOf(work));
    setProgress(work.bytes, work.kind == JournalWork::Kind::Copying ? work.ofBytes : 0);
}

void OpeningPage::setProgress(qint64 done, qint64 whole)
{
    constexpr int parts = 1000;
    const bool isKnown = whole > 0;
    m_bar->setRange(0, isKnown ? parts : 0); // 0 to 0: it only shows that something is done
    if (isKnown) {
        m_motion.stop();
        m_bar->setValue(int(std::min<qint64>(parts, done * parts / whole)));
    } else {
        m_motion.start(std::chrono::milliseconds(40));
    }
}

void OpeningPage::setEnding()
{
    m_ending = true;
    m_state->setTexts(Icon::History, tr("Ending…"), tr("The history stays as it was."));
    setProgress(0, 0);
    m_cancel->setEnabled(false);
}

} // namespace waybill
