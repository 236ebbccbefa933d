#include "ui/messages/FilePane.h"

#include "ui/messages/FileLinesModel.h"
#include "ui/messages/GuiltyCellDelegate.h"
#include "ui/style/Icons.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

FilePane::FilePane(QWidget *parent)
    : PagePane(tr("File"), u"filePane"_s, parent), m_facts(new KeyValueList(this)), m_lines(new FileLinesModel(this)),
      m_table(new RowTable(RowSize::Compact, this)), m_note(new QLabel(this)),
      m_save(new QPushButton(tr("Save the file"), this)), m_attach(new QPushButton(tr("Attach the file…"), this))
{
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_table->setObjectName(u"fileLinesTable"_s);
    m_table->setAccessibleName(tr("Lines of the file"));
    m_table->setModel(m_lines);
    m_table->setItemDelegate(new GuiltyCellDelegate(m_table));
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setFont(fonts::fixed(font()));
    m_table->setColumnWidth(FileLinesModel::LineColumn, 64);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(140);
    m_save->setObjectName(u"saveTheFileButton"_s);
    m_save->setAccessibleName(tr("Save the file"));
    m_save->setIcon(themedIcon(Icon::Save));
    m_save->setToolTip(tr("Saves the stored copy, byte for byte as it was sent"));
    column()->addWidget(m_facts);
    column()->addWidget(m_save, 0, Qt::AlignLeft);
    m_attach->setObjectName(u"attachTheFileButton"_s);
    m_attach->setAccessibleName(tr("Attach the file"));
    m_attach->setIcon(themedIcon(Icon::File));
    m_attach->setToolTip(tr("Takes in a copy of what its sender sent, so that the failing rows can be told"));
    column()->addWidget(m_note);
    column()->addWidget(m_attach, 0, Qt::AlignLeft);
    column()->addWidget(m_table, 1);
    column()->addStretch(); // gives way to the table where there is one
    connect(m_save, &QPushButton::clicked, this, &FilePane::saveWanted);
    connect(m_attach, &QPushButton::clicked, this, &FilePane::attachWanted);
}

void FilePane::show(const Message &message, const FileBeginning &stored)
{
    const auto count = [](std::optional<qint64> value) { return value ? texts::number(*value) : QString(); };
    m_facts->setRows({{tr("Name"), message.file},
                      {tr("Size"),
                       message.bytes ? texts::bytes(*message.bytes) : QString(),
                       {},
                       message.bytes ? tr("%1 bytes").arg(texts::number(*message.bytes)) : QString()},
                      {tr("Rows"), count(message.records)},
                      {tr("Records in staging"), count(message.stagingRecords)},
                      {tr("Records in target"), count(message.targetRecords)},
                      {tr("Recurring data job"), message.job},
                      {tr("Activity ID"), texts::shortId(message.activityId.text()), message.activityId.text()},
                      {tr("Data entity"), message.entity},
                      {tr("Legal entity"), message.company},
                      {tr("SHA-256"), texts::shortId(message.sha256), message.sha256}});
    m_save->setVisible(!message.sha256.isEmpty());
    m_attach->setVisible(message.sha256.isEmpty());
    // The stored copy of one content never changes.
    const bool isAnother = m_shown != message.sha256;
    m_shown = message.sha256;
    if (isAnother || m_lines->rowCount() == 0)
        showLines(stored);
}

void FilePane::showLines(const FileBeginning &stored)
{
    m_lines->setLines(stored.lines);
    m_table->setVisible(!stored.lines.isEmpty());
    QString note;
    if (m_shown.isEmpty())
        note = tr("Another program sent this message: its file is not here. If you have it, attach it "
                  "to see which of its rows failed.");
    else if (!stored.isThere)
        note = tr("The stored copy is gone from the profile.");
    else if (stored.binary)
        note = tr("This file holds no text to show.");
    else if (stored.more)
        note = tr("The first %n lines", nullptr, int(stored.lines.size()));
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void FilePane::setFailing(const QList<FailingRowTable> &tables)
{
    QSet<qint64> lines;
    for (const FailingRowTable &table : tables) {
        if (!table.placed || !table.entity.isEmpty())
            continue;
        // Rows stand in the order of the file: the rest is behind what is shown here.
        for (qsizetype row = 0; row < table.size() && table.line(row) <= m_lines->rowCount(); ++row)
            lines.insert(table.line(row));
    }
    m_lines->setFailing(std::move(lines));
}

} // namespace waybill
