#pragma once

#include "app/packages/PackageDiff.h"

#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace waybill {

class Banner;
class ChangedFilesModel;
class ElidedLabel;
class EmptyState;
class RowChangesModel;
class RowTable;

/// What changed from one package to another: files and entities with counts, and of the chosen one the rows that were
/// added, removed or changed, value by value. Works on other threads; closing it ends the work.
class CompareDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit CompareDialog(DiffAsk ask, QWidget *parent = nullptr);
    ~CompareDialog() override;

    bool isComparing() const { return m_work != nullptr; }
    const std::optional<PackageDiff> &outcome() const { return m_diff; }

private:
    struct Work;

    QWidget *makeHead();
    QWidget *makeBody();
    void begin();
    void tellProgress();
    void end(const Result<PackageDiff> &diff);
    void present();
    void choose(int row);

    DiffAsk m_ask;
    std::shared_ptr<Work> m_work; ///< null when it is done
    std::optional<PackageDiff> m_diff;
    QTimer m_tick;
    QLabel *m_headline;
    ElidedLabel *m_left, *m_right;
    QPushButton *m_swap;
    QProgressBar *m_bar;
    Banner *m_told;
    QStackedWidget *m_stack, *m_rowsStack;
    EmptyState *m_empty, *m_noRows;
    ChangedFilesModel *m_files;
    RowChangesModel *m_rows;
    RowTable *m_filesTable, *m_rowsTable;
    QLabel *m_about;
};

} // namespace waybill
