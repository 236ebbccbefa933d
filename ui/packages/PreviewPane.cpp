#include "ui/packages/PreviewPane.h"

#include "ui/packages/FileView.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// What a preview reads of a file, and how many files it offers.
constexpr qint64 mostRows = 1000;
constexpr qsizetype mostFiles = 500;
/// A few rows below the bars; with less height the pane scrolls.
constexpr int leastHeight = 240;
} // namespace

PreviewPane::PreviewPane(QWidget *parent)
    : QWidget(parent), m_bar(new QWidget(this)), m_files(new QComboBox(m_bar)), m_view(new FileView(this))
{
    setObjectName(u"previewPane"_s);
    setAccessibleName(tr("Preview"));
    m_view->setMostRows(mostRows);
    m_view->setMinimumHeight(leastHeight);
    m_files->setObjectName(u"previewFileChooser"_s);
    m_files->setAccessibleName(tr("File to preview"));
    m_files->setToolTip(tr("Which file of the package is shown; Look inside shows all of them whole"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *label = new QLabel(tr("File"), m_bar);
    label->setBuddy(m_files);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    row->addWidget(label);
    row->addWidget(m_files, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    connect(m_files, &QComboBox::activated, this, [this] { choose(m_files->currentData().toLongLong()); });
    clear({}, {});
}

void PreviewPane::clear(const QString &title, const QString &sentence)
{
    m_path.clear();
    m_isRead = true;
    m_files->clear();
    m_bar->hide();
    m_view->clear(title, sentence);
}

void PreviewPane::show(const QString &path, const PackageInside &inside)
{
    m_path = path;
    m_inside = inside;
    m_files->clear();
    qsizetype first = -1;
    const auto add = [&](qsizetype place, const QString &name) {
        if (m_files->count() < mostFiles)
            m_files->addItem(texts::oneLine(name), place);
        if (first < 0)
            first = place;
    };
    if (inside.manifest) {
        for (const qsizetype place : inside.manifest->runOrder()) {
            const ManifestEntity &entity = inside.manifest->entities[place];
            if (entity.entry >= 0)
                add(entity.entry, tr("%1 – %2").arg(entity.name, entity.file));
        }
    }
    for (qsizetype place = 0; place < inside.files.size(); ++place) {
        if (inside.files[place].isFile && inside.files[place].entity < 0)
            add(place, inside.files[place].name);
    }
    m_bar->setVisible(first >= 0);
    if (first < 0)
        m_view->clear(tr("No files"), tr("The package is empty."));
    else
        choose(first);
}

void PreviewPane::choose(qsizetype entry)
{
    if (m_path.isEmpty() || entry < 0 || entry >= m_inside.files.size())
        return;
    m_entry = entry;
    m_isRead = false;
    if (const int at = m_files->findData(entry); at >= 0)
        m_files->setCurrentIndex(at);
    if (isVisible())
        read();
}

void PreviewPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    read();
}

void PreviewPane::read()
{
    if (std::exchange(m_isRead, true))
        return;
    m_view->show(m_path, m_inside.files[m_entry], m_entry);
}

} // namespace waybill
