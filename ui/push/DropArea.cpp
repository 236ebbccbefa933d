#include "ui/push/DropArea.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QUrl>

namespace waybill {

using namespace Qt::StringLiterals;

QStringList droppedFiles(const QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

DropArea::DropArea(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"dropArea"_s);
    setAccessibleName(tr("Files to push"));
    setAcceptDrops(true);
    setMinimumHeight(84);
    auto *told = new QLabel(tr("Drop files here"), this);
    told->setFont(fonts::strong(font()));
    auto *detail = new QLabel(tr("CSV, XML, Excel or data packages, as many as you like"), this);
    detail->setForegroundRole(QPalette::PlaceholderText);
    auto *choose = new QPushButton(tr("Choose files…"), this);
    choose->setObjectName(u"chooseFilesButton"_s);
    choose->setAccessibleName(tr("Choose files"));
    choose->setIcon(themedIcon(Icon::Files));
    choose->setShortcut(QKeySequence::Open);
    choose->setToolTip(tr("Choose files to push (Ctrl+O)"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(told);
    words->addWidget(detail);
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(72, metrics::unit, metrics::margin, metrics::unit);
    row->addLayout(words, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &DropArea::chooseWanted);
}

void DropArea::dragEnterEvent(QDragEnterEvent *event)
{
    if (droppedFiles(event).isEmpty())
        return;
    event->acceptProposedAction();
    m_over = true;
    update();
}

void DropArea::dragLeaveEvent(QDragLeaveEvent *)
{
    m_over = false;
    update();
}

void DropArea::dropEvent(QDropEvent *event)
{
    m_over = false;
    update();
    event->acceptProposedAction();
    emit dropped(droppedFiles(event));
}

void DropArea::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_over ? c.selection : c.surface);
    QPen pen(m_over ? c.accent : mixed(c.line, c.text, 0.25), m_over ? 2 : 1.2, Qt::CustomDashLine);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::radius + 1, metrics::radius + 1);
    const QRectF disk(20, height() / 2.0 - 18, 36, 36);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.selection);
    painter.drawEllipse(disk);
    paintIcon(&painter, disk.adjusted(9, 9, -9, -9), Icon::Push, c.accent);
}

} // namespace waybill
