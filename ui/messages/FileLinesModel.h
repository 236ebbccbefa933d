#pragma once

#include <QAbstractTableModel>
#include <QSet>

namespace waybill {

/// The beginning of a stored file, line by line, with the failing lines marked.
class FileLinesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLines(QStringList lines);
    /// 1-based numbers of lines that failed.
    void setFailing(QSet<qint64> lines);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_lines;
    QSet<qint64> m_failing;
};

/// What a look into a file's beginning finds.
struct FileBeginning {
    bool isThere = false;
    QStringList lines;
    bool more = false;   ///< the file goes on after these lines
    bool binary = false; ///< nothing to read as text, such as a package
};

/// Reads at most 256 kB and 1,000 lines; text in UTF-8, or UTF-16 with a byte order mark. Any thread.
FileBeginning readBeginning(const QString &path);

} // namespace waybill
