#include "ui/packages/FileView.h"

#include "app/packages/DataFileRows.h"
#include "ui/packages/HexText.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridPane.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QtConcurrent>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostText = 512 * 1024, mostBytes = 16 * 1024;
constexpr qint64 allRows = std::numeric_limits<qint64>::max();

QPushButton *button(const QString &word, const QString &name, const QString &tooltip, QWidget *parent)
{
    auto *made = new QPushButton(word, parent);
    made->setObjectName(name);
    made->setAccessibleName(word);
    made->setToolTip(tooltip);
    return made;
}

} // namespace

FileView::FileView(QWidget *parent)
    : QWidget(parent), m_mostRows(allRows), m_stack(new QStackedWidget(this)), m_grid(new GridPane(m_stack)),
      m_text(new QPlainTextEdit(m_stack)), m_empty(new EmptyState(Icon::File, {}, {}, m_stack))
{
    setObjectName(u"fileView"_s);
    setAccessibleName(tr("File"));
    m_text->setReadOnly(true);
    m_text->setObjectName(u"fileText"_s);
    m_text->setAccessibleName(tr("Contents of the file"));
    m_text->setFont(fonts::fixed(font()));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_open = m_empty->setAction(tr("Look inside this zip"));
    connect(m_open, &QPushButton::clicked, this, [this] { emit nestedWanted(m_entry); });
    m_open->hide();
    for (QWidget *page :
         {static_cast<QWidget *>(m_empty), static_cast<QWidget *>(m_grid), static_cast<QWidget *>(m_text)})
        m_stack->addWidget(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(makeBar());
    column->addWidget(m_stack, 1);
    clear(tr("No file chosen"), tr("Choose one to see its rows."));
}

FileView::~FileView()
{
    m_stop.request_stop();
}

QWidget *FileView::makeBar()
{
    auto *bar = new QWidget(this);
    m_facts = new QLabel(bar);
    m_facts->setObjectName(u"fileFacts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setFont(fonts::small(font()));
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_sheets = new QComboBox(bar);
    m_sheets->setObjectName(u"sheetChooser"_s);
    m_sheets->setAccessibleName(tr("Sheet"));
    m_sheets->setToolTip(tr("Which sheet of the workbook is shown"));
    m_how = new QComboBox(bar);
    m_how->setObjectName(u"shownAsChooser"_s);
    m_how->setAccessibleName(tr("Show as"));
    m_how->setToolTip(tr("How the file is shown: its rows, its text or its bytes"));
    m_how->addItems({tr("Rows"), tr("Text"), tr("Bytes")});
    m_pager = new QWidget(bar);
    m_before = button(tr("Before"), u"bytesBeforeButton"_s, tr("The bytes before these"), m_pager);
    m_after = button(tr("After"), u"bytesAfterButton"_s, tr("The bytes after these"), m_pager);
    auto *pages = new QHBoxLayout(m_pager);
    pages->setContentsMargins(0, 0, 0, 0);
    pages->addWidget(m_before);
    pages->addWidget(m_after);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    row->addWidget(m_facts, 1);
    row->addWidget(m_pager);
    row->addWidget(m_sheets);
    row->addWidget(m_how);
    connect(m_how, &QComboBox::activated, this, [this](int as) { showAs(static_cast<As>(as)); });
    connect(m_sheets, &QComboBox::activated, this, [this] { readRows(); });
    connect(m_before, &QPushButton::clicked, this, [this] { readBytes(qMax<qint64>(0, m_offset - mostBytes)); });
    connect(m_after, &QPushButton::clicked, this, [this] { readBytes(m_offset + mostBytes); });
    return bar;
}

void FileView::clear(const QString &title, const QString &sentence)
{
    m_stop.request_stop();
    m_rows.reset();
    m_loading = false;
    m_entry = -1;
    m_facts->clear();
    for (QWidget *control :
         {static_cast<QWidget *>(m_sheets), static_cast<QWidget *>(m_how), m_pager, static_cast<QWidget *>(m_open)})
        control->hide();
    m_empty->setTexts(Icon::File, title, sentence);
    m_stack->setCurrentWidget(m_empty);
}

bool FileView::isLoaded() const
{
    return !m_loading;
}

void FileView::show(const QString &package, const PackageFile &file, qsizetype entry)
{
    clear({}, {});
    m_package = package;
    m_file = file;
    m_entry = entry;
    if (!file.isFile) {
        clear(tr("A folder"), tr("Choose a file in it."));
        return;
    }
    if (file.kind == DataFileKind::Archive) {
        m_empty->setTexts(Icon::Packages, tr("A zip in the zip"),
                          tr("It is opened only when you ask for it, and never unpacked to a name of its own."));
        m_open->show();
        return;
    }
    m_sheets->clear();
    m_how->show();
    showAs(hasRows(file.kind) ? As::Rows : file.kind == DataFileKind::Binary ? As::Bytes : As::Text);
}

void FileView::showAs(As as)
{
    m_as = as;
    m_how->setCurrentIndex(int(as));
    m_pager->setVisible(as == As::Bytes);
    m_sheets->setVisible(as == As::Rows && m_sheets->count() > 1);
    switch (as) {
    case As::Rows:
        readRows();
        break;
    case As::Text:
        readText();
        break;
    case As::Bytes:
        readBytes(0);
        break;
    }
}

void FileView::readRows()
{
    m_stop.request_stop();
    m_rows = std::make_unique<DataFileRows>(DataFileAsk{m_package, m_entry, m_sheets->currentText(), m_mostRows});
    m_store = std::make_shared<RowStore>();
    m_grid->setStore(m_store);
    m_grid->setEmptyTexts(tr("No rows"), tr("The file has a header and nothing below it."));
    connect(m_rows.get(), &DataFileRows::grew, this, [this](const std::shared_ptr<const RowBlock> &block) {
        if (m_store->append(block))
            tellProgress();
    });
    connect(m_rows.get(), &DataFileRows::finished, this, &FileView::rowsEnded);
    m_loading = true;
    m_stack->setCurrentWidget(m_grid);
    m_rows->start();
    tellProgress();
}

void FileView::tellProgress()
{
    GridProgress progress;
    progress.rows = m_store->rows();
    progress.state = m_loading ? GridProgress::State::Reading : GridProgress::State::Complete;
    if (!m_loading && !m_rows->facts().isWhole) {
        progress.state = GridProgress::State::Stopped;
        progress.why = m_rows->fault() ? m_rows->fault()->message : tr("Only the first rows are shown here.");
    }
    m_grid->setProgress(progress);
    QStringList facts{texts::oneLine(m_file.name), texts::bytes(m_file.bytes),
                      m_store->rows() == 1 ? tr("1 row") : tr("%1 rows").arg(texts::number(m_store->rows()))};
    if (!m_loading && !m_rows->facts().encoding.isEmpty())
        facts << m_rows->facts().encoding;
    if (!m_loading)
        facts += m_rows->facts().notes;
    m_facts->setText(facts.join(u" · "_s));
    m_facts->setToolTip(texts::plainTooltip(facts.join(u'\n')));
}

void FileView::rowsEnded()
{
    m_loading = false;
    const DataFileFacts &facts = m_rows->facts();
    if (m_sheets->count() == 0 && facts.sheets.size() > 1) {
        const QSignalBlocker quiet(m_sheets);
        m_sheets->addItems(facts.sheets);
        m_sheets->setCurrentText(facts.sheet);
        m_sheets->show();
    }
    tellProgress();
    if (m_rows->fault() && m_store->rows() == 0 && m_rows->fault()->kind != ErrorKind::Cancelled)
        say(*m_rows->fault());
}

void FileView::readText()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_rows.reset();
    m_loading = true;
    m_facts->setText(tr("%1 · reading…").arg(texts::oneLine(m_file.name)));
    const std::stop_token stop = m_stop.get_token();
    QtConcurrent::run([package = m_package, entry = m_entry, stop] {
        return readEntryText(package, entry, mostText, stop);
    }).then(this, [this, stop](const Result<EntryText> &read) {
        if (stop.stop_requested())
            return;
        m_loading = false;
        if (!read) {
            say(read.error());
            return;
        }
        if (!read->isText) {
            showAs(As::Bytes);
            return;
        }
        m_text->setPlainText(texts::readable(read->text, mostText));
        m_stack->setCurrentWidget(m_text);
        m_facts->setText(
            read->isWhole ? tr("%1 · %2").arg(texts::oneLine(m_file.name), texts::bytes(m_file.bytes))
                          : tr("%1 · the first %2 of %3")
                                .arg(texts::oneLine(m_file.name), texts::bytes(mostText), texts::bytes(m_file.bytes)));
    });
}

void FileView::readBytes(qint64 offset)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_rows.reset();
    m_loading = true;
    const std::stop_token stop = m_stop.get_token();
    QtConcurrent::run([package = m_package, entry = m_entry, offset, stop] {
        return readEntryBytes(package, entry, offset, mostBytes, stop);
    }).then(this, [this, stop](const Result<EntryBytes> &read) {
        if (stop.stop_requested())
            return;
        m_loading = false;
        if (!read) {
            say(read.error());
            return;
        }
        m_offset = read->offset;
        m_text->setPlainText(hexText(read->bytes, read->offset));
        m_stack->setCurrentWidget(m_text);
        m_before->setEnabled(m_offset > 0);
        m_after->setEnabled(!read->isEnd);
        m_facts->setText(tr("%1 · bytes %2 to %3 of %4")
                             .arg(texts::oneLine(m_file.name), texts::number(m_offset),
                                  texts::number(m_offset + read->bytes.size()), texts::number(m_file.bytes)));
    });
}

void FileView::say(const Error &error)
{
    m_empty->setTexts(Icon::Warning, error.message, error.detail);
    m_open->hide();
    m_stack->setCurrentWidget(m_empty);
}

} // namespace waybill
