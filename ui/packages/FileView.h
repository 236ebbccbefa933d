#pragma once

#include "app/packages/EntryContent.h"
#include "app/packages/PackageManifest.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <stop_token>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace waybill {

class DataFileRows;
class EmptyState;
class GridPane;
class RowStore;

/// One file of a package without unpacking it: as rows in a grid, as text, or as bytes. Reading is done by workers,
/// shows its first rows at once, and ends when another file is shown. GUI thread.
class FileView final : public QWidget
{
    Q_OBJECT

public:
    enum class As { Rows, Text, Bytes };

    explicit FileView(QWidget *parent = nullptr);
    ~FileView() override;

    /// At most that many rows are read of a file.
    void setMostRows(qint64 rows) { m_mostRows = rows; }
    /// `entry` is the file's place in the package's zip.
    void show(const QString &package, const PackageFile &file, qsizetype entry);
    void clear(const QString &title, const QString &sentence);
    As shownAs() const { return m_as; }
    GridPane *grid() const { return m_grid; }
    /// Whether what was asked for is on screen to its end.
    bool isLoaded() const;

signals:
    /// A zip in the zip is to be looked into.
    void nestedWanted(qsizetype entry);

private:
    QWidget *makeBar();
    void showAs(As as);
    void readRows();
    void readText();
    void readBytes(qint64 offset);
    void rowsEnded();
    void say(const Error &error);
    void tellProgress();

    QString m_package;
    PackageFile m_file;
    qsizetype m_entry = -1;
    qint64 m_mostRows;
    As m_as = As::Rows;
    bool m_loading = false;
    qint64 m_offset = 0; ///< of the bytes shown
    std::stop_source m_stop;
    std::unique_ptr<DataFileRows> m_rows;
    std::shared_ptr<RowStore> m_store;
    QLabel *m_facts;
    QComboBox *m_sheets, *m_how;
    QWidget *m_pager;
    QPushButton *m_before, *m_after;
    QStackedWidget *m_stack;
    GridPane *m_grid;
    QPlainTextEdit *m_text;
    EmptyState *m_empty;
    QPushButton *m_open;
};

} // namespace waybill
