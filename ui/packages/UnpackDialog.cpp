#include "ui/packages/UnpackDialog.h"

#include "ui/packages/Counted.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/FormField.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QtConcurrent>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostRenamed = 500;

QPushButton *button(const QString &word, const QString &name, const QString &tooltip, QWidget *parent)
{
    auto *made = new QPushButton(word, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(word).remove(u'…'));
    made->setToolTip(tooltip);
    return made;
}

} // namespace

UnpackDialog::UnpackDialog(PackagesServices services, const QString &package, QWidget *parent)
    : QDialog(parent), m_services(std::move(services)), m_package(package), m_target(new QLineEdit(this)),
      m_words(new QLabel(this)), m_bar(new QProgressBar(this)), m_told(new Banner(BannerKind::Good, this)),
      m_renamed(new QPlainTextEdit(this))
{
    setObjectName(u"unpackDialog"_s);
    setWindowTitle(tr("Unpack %1").arg(QFileInfo(package).fileName()));
    resize(560, 320);
    m_target->setObjectName(u"unpackFolderField"_s);
    m_target->setAccessibleName(tr("Folder"));
    m_target->setText(QDir::toNativeSeparators(QDir::home().filePath(QFileInfo(package).completeBaseName())));
    m_browse = button(tr("Choose…"), u"chooseFolderButton"_s, tr("Choose a folder"), this);
    auto *body = new QWidget(this);
    auto *line = new QHBoxLayout(body);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_target, 1);
    line->addWidget(m_browse);
    m_field =
        new FormField(tr("Folder"), m_target, tr("Made where it is not there; nothing in it is overwritten"), body);
    m_words->setObjectName(u"unpackWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Progress of unpacking"));
    m_bar->setTextVisible(false);
    m_told->setObjectName(u"unpackTold"_s);
    m_told->hide();
    m_renamed->setReadOnly(true);
    m_renamed->setObjectName(u"renamedFiles"_s);
    m_renamed->setAccessibleName(tr("What was renamed"));
    m_renamed->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::margin);
    column->addWidget(m_field);
    column->addWidget(m_words);
    column->addWidget(m_bar);
    column->addWidget(m_told);
    column->addWidget(m_renamed, 1);
    column->addStretch();
    column->addWidget(makeButtons());
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &UnpackDialog::tellProgress);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        m_services.askFolder(this, QDir::fromNativeSeparators(m_target->text()),
                             [this](const QString &folder) { m_target->setText(QDir::toNativeSeparators(folder)); });
    });
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_field->setTrouble({}); });
    refresh();
}

UnpackDialog::~UnpackDialog()
{
    if (m_work)
        m_work->stop.request_stop();
}

QWidget *UnpackDialog::makeButtons()
{
    auto *row = new QWidget(this);
    m_open =
        button(tr("Open the folder"), u"openUnpackedButton"_s, tr("Shows what was unpacked in the file manager"), row);
    m_begin = button(tr("Unpack"), u"beginUnpackButton"_s, tr("Writes the files into the folder"), row);
    m_begin->setAccessibleName(tr("Begin to unpack"));
    m_begin->setDefault(true);
    setButtonKind(m_begin, ButtonKind::Primary);
    m_close = button(tr("Close"), u"closeUnpackButton"_s, tr("Close the dialog (Esc)"), row);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_open);
    layout->addWidget(m_begin);
    layout->addWidget(m_close);
    m_open->hide();
    connect(m_open, &QPushButton::clicked, this, [this] { m_services.openUrl(QUrl::fromLocalFile(m_folder)); });
    connect(m_begin, &QPushButton::clicked, this, &UnpackDialog::begin);
    connect(m_close, &QPushButton::clicked, this, &UnpackDialog::reject);
    return row;
}

void UnpackDialog::begin()
{
    m_folder = QDir::fromNativeSeparators(m_target->text().trimmed());
    if (m_folder.isEmpty() || QDir::isRelativePath(m_folder)) {
        m_field->setTrouble(tr("Name a folder with its whole path."));
        m_target->setFocus();
        return;
    }
    m_told->hide();
    m_renamed->hide();
    m_open->hide();
    m_work = std::make_shared<Work>();
    m_time.start();
    m_tick.start();
    refresh();
    tellProgress();
    // What is done before it is waited for ends at once.
    QtConcurrent::run([package = m_package, folder = m_folder, work = m_work] {
        return unpackArchive(package, folder, {}, work->stop.get_token(), [work](qint64 done, qint64 all) {
            work->done = done;
            work->all = all;
        });
    }).then(this, [this](const Result<Unpacked> &unpacked) { end(unpacked); });
}

void UnpackDialog::refresh()
{
    const bool working = isWorking();
    for (QWidget *control :
         {static_cast<QWidget *>(m_target), static_cast<QWidget *>(m_browse), static_cast<QWidget *>(m_begin)})
        control->setEnabled(!working);
    m_words->setVisible(working);
    m_bar->setVisible(working);
    m_close->setText(working ? tr("Stop") : tr("Close"));
    m_close->setAccessibleName(m_close->text());
    m_close->setToolTip(working ? tr("Ends it and removes what was written (Esc)") : tr("Close the dialog (Esc)"));
}

void UnpackDialog::tellProgress()
{
    const qint64 done = m_work->done, all = m_work->all, ms = m_time.elapsed();
    m_bar->setRange(0, all > 0 ? 1000 : 0);
    if (all > 0)
        m_bar->setValue(int(1000 * double(done) / double(all)));
    QStringList parts{all > 0 ? tr("%1 of %2").arg(texts::bytes(done), texts::bytes(all)) : tr("Looking at the zip…")};
    if (done > 0 && ms > 500) {
        parts << tr("%1/s").arg(texts::bytes(done * 1000 / ms));
        parts << tr("%1 left").arg(texts::age(std::chrono::milliseconds((all - done) * ms / done)));
    }
    m_words->setText(m_work->stop.stop_requested() ? tr("Ending, and removing what was written…")
                                                   : parts.join(u" · "_s));
}

void UnpackDialog::end(const Result<Unpacked> &unpacked)
{
    m_work.reset();
    m_tick.stop();
    refresh();
    m_told->show();
    if (!unpacked) {
        const bool stopped = unpacked.error().kind == ErrorKind::Cancelled;
        m_told->setKind(stopped ? BannerKind::Info : BannerKind::Error);
        m_told->setText(stopped ? tr("Stopped; nothing is left of it.") : unpacked.error().message,
                        stopped ? QString() : unpacked.error().detail);
        return;
    }
    m_open->show();
    m_told->setKind(unpacked->renamed.isEmpty() ? BannerKind::Good : BannerKind::Warning);
    const QString text =
        unpacked->files == 1 ? tr("1 file, %1, in %2.") : tr("%n files, %1, in %2.", nullptr, int(unpacked->files));
    m_told->setText(text.arg(texts::bytes(unpacked->bytes), QDir::toNativeSeparators(m_folder)),
                    unpacked->renamed.isEmpty()
                        ? QString()
                        : counted(unpacked->renamed.size(),
                                  tr("One got another name, because not every system can hold the one it had."),
                                  tr("%1 got another name, because not every system can hold the one they had.")));
    if (unpacked->renamed.isEmpty())
        return;
    QStringList lines;
    for (const RenamedEntry &entry : unpacked->renamed.mid(0, mostRenamed))
        lines << tr("%1 → %2").arg(texts::oneLine(entry.from), texts::oneLine(entry.to));
    if (unpacked->renamed.size() > mostRenamed)
        lines << tr("and %n more", nullptr, int(unpacked->renamed.size() - mostRenamed));
    m_renamed->setPlainText(lines.join(u'\n'));
    m_renamed->show();
}

void UnpackDialog::reject()
{
    if (m_work)
        m_work->stop.request_stop();
    else
        QDialog::reject();
}

} // namespace waybill
