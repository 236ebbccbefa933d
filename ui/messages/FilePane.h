#pragma once

#include "app/journal/Message.h"
#include "app/messages/FailingRowTable.h"
#include "ui/widgets/PagePane.h"

class QLabel;
class QPushButton;

namespace waybill {

class FileLinesModel;
struct FileBeginning;
class KeyValueList;
class RowTable;

/// The file that was sent: its facts, its beginning with the failing lines marked, and a way to save it.
class FilePane final : public PagePane
{
    Q_OBJECT

public:
    explicit FilePane(QWidget *parent = nullptr);

    /// `stored` is how the stored copy begins.
    void show(const Message &message, const FileBeginning &stored);
    /// Marks the lines of these rows; a package's have no lines here.
    void setFailing(const QList<FailingRowTable> &tables);

signals:
    void saveWanted();
    /// The file of a tracked message is to be chosen.
    void attachWanted();

private:
    void showLines(const FileBeginning &stored);

    KeyValueList *m_facts;
    FileLinesModel *m_lines;
    RowTable *m_table;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_attach;
    QString m_shown;
};

} // namespace waybill
