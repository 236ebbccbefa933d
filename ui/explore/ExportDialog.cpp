#include "ui/explore/ExportDialog.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/FormField.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

struct FormatRow {
    ExportFormat format;
    const char *words;
};
constexpr std::array formats{
    FormatRow{ExportFormat::Xlsx, QT_TRANSLATE_NOOP("ExportDialog", "Excel workbook (.xlsx)")},
    FormatRow{ExportFormat::Csv, QT_TRANSLATE_NOOP("ExportDialog", "CSV (.csv)")},
    FormatRow{ExportFormat::Json, QT_TRANSLATE_NOOP("ExportDialog", "JSON (.json)")},
    FormatRow{ExportFormat::JsonLines, QT_TRANSLATE_NOOP("ExportDialog", "JSON Lines (.jsonl)")},
    FormatRow{ExportFormat::Sqlite, QT_TRANSLATE_NOOP("ExportDialog", "SQLite database (.sqlite)")}};
constexpr std::array<std::string_view, 4> nullTexts{"", "NULL", "null", "\\N"};
constexpr std::array<char, 4> delimiters{',', ';', '\t', '|'};

template <class Control>
Control *said(Control *control, const QString &objectName, const QString &word, const QString &tooltip)
{
    control->setObjectName(objectName);
    control->setAccessibleName(word);
    control->setToolTip(tooltip);
    return control;
}

} // namespace

ExportDialog::ExportDialog(ExploreServices services, const QString &environment, ExportSource source, QWidget *parent)
    : QDialog(parent), m_services(std::move(services)), m_source(std::move(source)),
      m_run(new ExportRun(m_services, environment, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export %1").arg(m_source.name));
    m_progressText = new QLabel(this);
    m_progressText->setObjectName(u"exportProgressText"_s);
    m_progressText->setWordWrap(true);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setTextVisible(false);
    m_told = new Banner(BannerKind::Good, this);
    m_told->setObjectName(u"exportTold"_s);
    m_told->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::margin);
    column->addWidget(makeChoices());
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    column->addWidget(m_told);
    column->addStretch();
    column->addWidget(makeButtons());
    resize(520, 420);
    connect(m_run, &ExportRun::progressed, this, &ExportDialog::tellProgress);
    connect(m_run, &ExportRun::done, this, &ExportDialog::tellDone);
    connect(m_run, &ExportRun::failed, this, &ExportDialog::tellFailed);
    refresh();
}

QWidget *ExportDialog::makeChoices()
{
    m_choices = new QWidget(this);
    m_format = said(new QComboBox(m_choices), u"exportFormat"_s, tr("Format"), tr("What kind of file is written"));
    for (const FormatRow &row : formats)
        m_format->addItem(tr(row.words));
    const qint64 loaded = m_source.loaded ? m_source.loaded->rows() : 0;
    const QString gridWords =
        m_source.rows
            ? tr("The %1 rows of the grid, as it filters and sorts them").arg(texts::number(m_source.rows->size()))
            : QString();
    m_grid = said(new QRadioButton(gridWords, m_choices), u"exportGrid"_s, gridWords,
                  tr("Write just what the grid shows, in its order, without asking the service again"));
    m_grid->setVisible(m_source.rows != nullptr);
    const QString loadedWords = m_source.isWhole ? tr("All %1 rows, which are loaded").arg(texts::number(loaded))
                                                 : tr("The %1 rows that are loaded").arg(texts::number(loaded));
    m_loaded = said(new QRadioButton(loadedWords, m_choices), u"exportLoaded"_s, loadedWords,
                    tr("Write all that was read, in the service's order, without asking it again"));
    const QString streamWords = tr("What the service answers now, without loading it");
    m_streamed = said(new QRadioButton(streamWords, m_choices), u"exportStreamed"_s, streamWords,
                      tr("Read page by page straight into the file; memory stays small"));
    m_loaded->setVisible(loaded > 0);
    (m_source.rows ? m_grid : loaded > 0 ? m_loaded : m_streamed)->setChecked(true);
    const QString shownWords = tr("Only the columns that are shown, in their order");
    m_shown = said(new QCheckBox(shownWords, m_choices), u"exportShown"_s, shownWords,
                   tr("Leave out the columns that are hidden in the grid"));
    m_shown->setVisible(!m_source.shownColumns.isEmpty());
    auto *column = new QVBoxLayout(m_choices);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(new FormField(tr("Format"), m_format, m_format->toolTip()));
    column->addWidget(m_grid);
    column->addWidget(m_loaded);
    column->addWidget(m_streamed);
    column->addWidget(m_shown);
    column->addWidget(makeCsv());
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    return m_choices;
}

QWidget *ExportDialog::makeCsv()
{
    m_csv = new QWidget(m_choices);
    m_delimiter = said(new QComboBox(m_csv), u"csvDelimiter"_s, tr("Delimiter"), tr("What stands between the values"));
    m_delimiter->addItems({tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")});
    m_null = said(new QComboBox(m_csv), u"csvNull"_s, tr("Missing values"), tr("What stands where there is no value"));
    m_null->addItems({tr("nothing"), u"NULL"_s, u"null"_s, u"\\N"_s});
    const QString mark = tr("With a byte order mark, as Excel wants it");
    m_mark = said(new QCheckBox(mark, m_csv), u"csvMark"_s, mark, tr("UTF-8 with the mark by which Excel knows it"));
    const QString quotes = tr("All values in quotes");
    m_quotes = said(new QCheckBox(quotes, m_csv), u"csvQuotes"_s, quotes, tr("Also those that need none"));
    const QString guard = tr("Guard texts that a spreadsheet would take for formulas");
    m_guard = said(new QCheckBox(guard, m_csv), u"csvGuard"_s, guard,
                   tr("Puts an apostrophe before texts that begin with = + - @"));
    auto *fields = new QHBoxLayout;
    fields->setSpacing(metrics::margin);
    fields->addWidget(new FormField(tr("Delimiter"), m_delimiter, m_delimiter->toolTip()));
    fields->addWidget(new FormField(tr("Missing values"), m_null, m_null->toolTip()));
    auto *column = new QVBoxLayout(m_csv);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addLayout(fields);
    for (QCheckBox *box : {m_mark, m_quotes, m_guard})
        column->addWidget(box);
    return m_csv;
}

QWidget *ExportDialog::makeButtons()
{
    auto *row = new QWidget(this);
    m_export =
        said(new QPushButton(tr("Export…"), row), u"exportNow"_s, tr("Export"), tr("Choose the file and write it"));
    setButtonKind(m_export, ButtonKind::Primary);
    m_export->setDefault(true);
    m_close = said(new QPushButton(tr("Close"), row), u"exportClose"_s, tr("Close"), tr("Close the dialog (Esc)"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::unit);
    layout->addStretch();
    layout->addWidget(m_export);
    layout->addWidget(m_close);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::begin);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    return row;
}

void ExportDialog::reject()
{
    if (m_run->isRunning())
        m_run->stop();
    else
        QDialog::reject();
}

ExportFormat ExportDialog::format() const
{
    return formats[size_t(qMax(0, m_format->currentIndex()))].format;
}

void ExportDialog::begin()
{
    QString name = m_source.name + u'.' + word(format());
    for (QChar &c : name) {
        if (u"/\\:*?\"<>|"_s.contains(c) || c < u' ')
            c = u'-';
    }
    const QPointer<ExportDialog> self(this);
    m_services.askSavePath(this, name, [self](const QString &path) {
        if (self)
            self->start(path);
    });
}

void ExportDialog::start(const QString &path)
{
    m_path = path;
    m_told->hide();
    ExportJob job;
    job.path = path;
    job.format = format();
    job.csv.delimiter = delimiters[size_t(qMax(0, m_delimiter->currentIndex()))];
    job.csv.nullText = nullTexts[size_t(qMax(0, m_null->currentIndex()))];
    job.csv.byteOrderMark = m_mark->isChecked();
    job.csv.quoteAll = m_quotes->isChecked();
    job.csv.guardFormulas = m_guard->isChecked();
    job.name = m_source.name;
    job.columns = m_shown->isChecked() ? m_source.shownColumns : m_source.columns;
    if (!m_streamed->isChecked())
        job.loaded = m_source.loaded;
    if (m_grid->isChecked())
        job.rows = m_source.rows;
    job.url = m_source.url;
    job.rowCap = m_source.rowCap;
    m_run->start(job);
    refresh();
}

void ExportDialog::refresh()
{
    const bool running = m_run->isRunning();
    m_choices->setEnabled(!running);
    m_csv->setVisible(format() == ExportFormat::Csv);
    m_progress->setVisible(running);
    m_progressText->setVisible(running);
    m_export->setEnabled(!running);
    m_close->setText(running ? tr("Stop") : tr("Close"));
    m_close->setAccessibleName(m_close->text());
    m_close->setToolTip(running ? tr("Stop the export; no file appears (Esc)") : tr("Close the dialog (Esc)"));
}

void ExportDialog::tellProgress()
{
    const qint64 rows = m_run->rows();
    const auto total = m_run->total();
    m_progress->setRange(0, total && *total > 0 ? 1000 : 0);
    if (total && *total > 0)
        m_progress->setValue(int(1000 * rows / *total));
    QString text = rows > 0 && total && rows >= *total
                       ? tr("%1 rows are written; packing the file…").arg(texts::number(rows))
                   : total ? tr("%1 of %2 rows").arg(texts::number(rows), texts::number(*total))
                           : tr("%1 rows").arg(texts::number(rows));
    if (const QString trouble = m_run->trouble(); !trouble.isEmpty())
        text = tr("%1. A page is asked for again: %2").arg(text, trouble);
    m_progressText->setText(text);
}

void ExportDialog::tellDone(const ExportOutcome &outcome)
{
    refresh();
    QStringList notes = outcome.notes;
    if (!outcome.isWhole)
        notes.prepend(tr("There are more rows: this environment is set to read no more at a time."));
    m_told->setKind(notes.isEmpty() ? BannerKind::Good : BannerKind::Warning);
    const QString words =
        outcome.rows == 1 ? tr("%1 row written into %2: %3 in %4.") : tr("%1 rows written into %2: %3 in %4.");
    m_told->setText(words.arg(texts::number(outcome.rows), QDir::toNativeSeparators(m_path),
                              texts::bytes(outcome.bytes), texts::duration(outcome.time)),
                    notes.join(u' '));
    m_told->show();
}

void ExportDialog::tellFailed(const Error &error)
{
    refresh();
    m_told->setKind(error.kind == ErrorKind::Cancelled ? BannerKind::Info : BannerKind::Error);
    const QString kept = m_run->keptPart();
    const QString message = error.kind == ErrorKind::Cancelled ? tr("Stopped; no file was made.") : error.message;
    m_told->setText(message, kept.isEmpty()
                                 ? error.detail
                                 : tr("What was written is kept as %1.").arg(QDir::toNativeSeparators(kept)));
    m_told->show();
}

} // namespace waybill
