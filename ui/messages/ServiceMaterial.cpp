#include "ui/messages/ServiceMaterial.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLog = 200'000; ///< characters shown; --json has all
constexpr int logLines = 7;

QString kindText(const FailureFile &file)
{
    return file.kind == FailureFile::Kind::StagingErrors
               ? ServiceMaterial::tr("Staging error file of %1").arg(texts::oneLine(file.entity))
               : ServiceMaterial::tr("Error-keys file of %1").arg(texts::oneLine(file.entity));
}

QString stateText(const FailureFile &file)
{
    if (!file.trouble.isEmpty())
        return ServiceMaterial::tr("could not be fetched: %1").arg(texts::oneLine(file.trouble));
    return file.cut ? ServiceMaterial::tr("its first %1; the rest is in F&O").arg(texts::bytes(file.bytes))
                    : texts::bytes(file.bytes);
}

} // namespace

ServiceMaterial::ServiceMaterial(QWidget *parent)
    : QWidget(parent), m_logTitle(new QLabel(tr("Execution log"), this)), m_log(new QPlainTextEdit(this)),
      m_fileBox(new QWidget(this))
{
    m_logTitle->setFont(fonts::strong(font()));
    m_log->setObjectName(u"executionLogText"_s);
    m_log->setAccessibleName(tr("Execution log"));
    m_log->setToolTip(tr("What the service wrote down while it worked on the file"));
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setFont(fonts::fixed(font()));
    m_log->setFixedHeight(logLines * m_log->fontMetrics().height() + 2 * metrics::unit);
    m_logTitle->setBuddy(m_log);
    auto *files = new QVBoxLayout(m_fileBox);
    files->setContentsMargins(0, 0, 0, 0);
    files->setSpacing(metrics::half);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(m_fileBox);
    column->addWidget(m_logTitle);
    column->addWidget(m_log);
    hide();
}

void ServiceMaterial::clear()
{
    show(Failure());
}

void ServiceMaterial::show(const Failure &failure)
{
    m_log->setPlainText(texts::readable(failure.log, longestLog));
    m_log->setVisible(!failure.log.isEmpty());
    m_logTitle->setVisible(!failure.log.isEmpty());
    if (m_files != failure.files) {
        m_files = failure.files;
        while (QLayoutItem *item = m_fileBox->layout()->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        for (int place = 0; place < int(m_files.size()); ++place)
            addFile(place, m_files[place]);
    }
    m_fileBox->setVisible(!m_files.isEmpty());
    setVisible(!failure.log.isEmpty() || !m_files.isEmpty());
}

void ServiceMaterial::addFile(int place, const FailureFile &file)
{
    auto *row = new QWidget(m_fileBox);
    auto *words = new ElidedLabel(tr("%1 · %2").arg(kindText(file), stateText(file)), row);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::unit);
    line->addWidget(words, 1);
    if (file.trouble.isEmpty()) {
        auto *save = new QPushButton(tr("Save"), row);
        save->setObjectName(u"saveErrorFileButton%1"_s.arg(place));
        save->setAccessibleName(tr("Save the %1").arg(kindText(file)));
        save->setToolTip(tr("Saves the service's file, byte for byte; there it is deleted after seven days"));
        save->setIcon(themedIcon(Icon::Save));
        line->addWidget(save);
        connect(save, &QPushButton::clicked, this, [this, place, name = suggestedName(file)] {
            emit saveWanted(place, name);
        });
    }
    m_fileBox->layout()->addWidget(row);
}

} // namespace waybill
