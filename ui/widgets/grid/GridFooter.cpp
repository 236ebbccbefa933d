#include "ui/widgets/grid/GridFooter.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {

using namespace Qt::StringLiterals;

GridFooter::GridFooter(QWidget *parent)
    : QWidget(parent), m_rows(new QLabel(this)), m_facts(new QLabel(this)), m_work(new QLabel(this)),
      m_stop(new QPushButton(tr("Stop"), this)), m_bar(new QProgressBar(this)), m_selection(new QLabel(this))
{
    setObjectName(u"gridFooter"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::cellPadding, 3, metrics::cellPadding, 3);
    layout->setSpacing(metrics::margin);
    m_rows->setObjectName(u"gridRows"_s);
    m_facts->setObjectName(u"gridFacts"_s);
    m_selection->setObjectName(u"gridSelection"_s);
    for (QLabel *label : {m_rows, m_facts, m_work, m_selection}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(fonts::small(font()));
    }
    for (QLabel *label : {m_facts, m_work, m_selection})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(90);
    m_bar->setAccessibleName(tr("How much has been read"));
    m_bar->hide();
    setButtonKind(m_stop, ButtonKind::Flat);
    m_stop->setFont(fonts::small(font()));
    m_stop->setAccessibleName(tr("Stop working on the rows"));
    m_stop->setToolTip(tr("Leaves the rows as they are shown (Escape)"));
    m_stop->setFixedHeight(fontMetrics().height() + 4);
    m_stop->hide();
    layout->addWidget(m_rows);
    layout->addWidget(m_bar);
    layout->addWidget(m_facts);
    layout->addWidget(m_work);
    layout->addWidget(m_stop);
    layout->addStretch();
    layout->addWidget(m_selection);
    setFixedHeight(fontMetrics().height() + 14);
    connect(m_stop, &QPushButton::clicked, this, &GridFooter::stopWanted);
    m_said.setSingleShot(true);
    connect(&m_said, &QTimer::timeout, this, [this] { setWork({}); });
    write();
}

void GridFooter::setProgress(const GridProgress &progress)
{
    m_progress = progress;
    write();
}

void GridFooter::setRows(qint64 loaded, qint64 shown, bool filtered, qint64 memory)
{
    m_loaded = loaded;
    m_shown = shown;
    m_filtered = filtered;
    m_memory = memory;
    write();
}

void GridFooter::setSelection(qint64 cells, qint64 rows, qint64 columns, const QString &figures)
{
    m_selected = cells <= 1 ? QString() : tr("%1 × %2 selected").arg(texts::number(rows), texts::number(columns));
    if (cells > 1 && cells != rows * columns)
        m_selected = tr("%1 cells selected").arg(texts::number(cells));
    if (!figures.isEmpty())
        m_selected = figures + u" · "_s + m_selected;
    write();
}

void GridFooter::setWork(const QString &what)
{
    m_said.stop();
    m_work->setText(what);
    m_work->setVisible(!what.isEmpty());
    m_stop->setVisible(!what.isEmpty());
}

void GridFooter::say(const QString &what)
{
    setWork(what);
    m_stop->hide();
    m_said.start(std::chrono::seconds(6));
}

void GridFooter::write()
{
    const qint64 total = m_progress.total.value_or(m_loaded);
    QString rows = total > m_loaded ? tr("%1 of %2 rows").arg(texts::number(m_loaded), texts::number(total))
                   : m_loaded == 1  ? tr("1 row")
                                    : tr("%1 rows").arg(texts::number(m_loaded));
    if (m_filtered)
        rows = tr("%1 shown of %2").arg(texts::number(m_shown), rows);
    m_rows->setText(rows);
    using State = GridProgress::State;
    const State state = m_progress.state;
    QStringList facts;
    if (state == State::Reading)
        facts << tr("reading");
    else if (state == State::Paused)
        facts << tr("paused");
    else if (state == State::Stopped)
        facts << tr("stopped");
    if (!m_progress.why.isEmpty())
        facts = {(facts.isEmpty() ? QString() : facts.first() + u": "_s) + texts::oneLine(m_progress.why)};
    if (m_progress.pages > 0)
        facts << (m_progress.pages == 1 ? tr("1 page") : tr("%1 pages").arg(texts::number(m_progress.pages)));
    const bool narrow = width() < 700;
    if (m_progress.bytes > 0 && !narrow)
        facts << texts::bytes(m_progress.bytes);
    if (m_progress.time.count() > 0) {
        const bool brief = m_progress.time < std::chrono::milliseconds(100);
        facts << (brief ? tr("under 0.1 s") : texts::duration(m_progress.time));
    }
    if (m_memory > 0 && !narrow)
        facts << tr("%1 in memory").arg(texts::bytes(m_memory));
    m_facts->setText(facts.join(u" · "_s));
    m_facts->setToolTip(m_facts->text());
    m_bar->setVisible(state == State::Reading || state == State::Paused);
    m_bar->setRange(0, m_progress.total ? 1000 : 0);
    if (m_progress.total)
        m_bar->setValue(int(1000.0 * double(m_loaded) / double(std::max<qint64>(*m_progress.total, 1))));
    m_selection->setText(m_selected);
}

void GridFooter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    write();
}

void GridFooter::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.raised);
    painter.fillRect(0, 0, width(), 1, c.line);
}

} // namespace waybill
