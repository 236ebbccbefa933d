#pragma once

#include "ui/explore/ExportRun.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace waybill {

class Banner;

/// Where rows of an export come from.
struct ExportSource {
    QUrl url;
    std::optional<qint64> rowCap = {};
    QString name = {};
    QStringList columns = {};                    ///< of the query, in their order; none: all
    std::shared_ptr<const RowStore> loaded = {}; ///< null where none are
    std::shared_ptr<const RowNumbers> rows = {}; ///< those of the grid, as filtered and sorted; null: all as they came
    QStringList shownColumns = {};               ///< of the grid, in their order
    bool isWhole = false;                        ///< the loaded rows are all that the query has
};

/// Writes rows into a file: format, which rows, which columns; says how far it is and what it did. Closing it while it
/// writes stops that and says so; otherwise it deletes itself then.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(ExploreServices services, const QString &environment, ExportSource source, QWidget *parent);

    /// Escape, too.
    void reject() override;

private:
    QWidget *makeChoices();
    QWidget *makeCsv();
    QWidget *makeButtons();
    ExportFormat format() const;
    void begin();
    void start(const QString &path);
    void refresh();
    void tellProgress();
    void tellDone(const ExportOutcome &outcome);
    void tellFailed(const Error &error);

    ExploreServices m_services;
    ExportSource m_source;
    ExportRun *m_run;
    QWidget *m_choices, *m_csv;
    QComboBox *m_format, *m_delimiter, *m_null;
    QRadioButton *m_grid, *m_loaded, *m_streamed;
    QCheckBox *m_shown, *m_mark, *m_quotes, *m_guard;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    Banner *m_told;
    QPushButton *m_export, *m_close;
    QString m_path;
};

} // namespace waybill
