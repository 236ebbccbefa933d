#pragma once

#include "ui/dashboard/DashboardFeed.h"
#include "ui/dashboard/DashboardServices.h"

#include <QFuture>
#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QPushButton;

namespace waybill {

class Banner;
class ChartCard;
class EmptyState;
class FigureButton;
class PeriodBar;

/// The page *Dashboard*: what a period was like, in a sentence, in figures of the present and in four charts. Each
/// opens the messages behind it.
class DashboardPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DashboardPage(DashboardServices services, QWidget *parent = nullptr);

    void setEnvironment(const QString &environment);
    void setPeriod(const Period &period);
    /// Figures of the environment and period asked for are shown.
    bool isReady() const { return m_ready; }

signals:
    /// Somebody wants to see the messages behind a figure; `label` says which they are.
    void openMessages(const waybill::MessageFilter &filter, const QString &label);
    /// Nothing was pushed yet, and the operator wants to.
    void pushPageWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFigures();
    QWidget *makeCharts();
    void makeCard(ChartCard *card, const QString &fileName);
    void arrange();
    void wait();
    void setSavable(bool savable);
    void showFigures(const Statistics &statistics, const DashboardView &view);
    void showPresent(const Statistics &statistics, const DashboardView &view);
    void tell(const Error &error);
    void open(const Opening &opening) { emit openMessages(opening.filter, opening.label); }
    QString fileName(const QString &name, const QString &ending) const;
    void savePicture(QWidget *of, const QString &name);
    void saveNumbers(const QList<ChartCard *> &cards, const QString &name);
    void save(const QFuture<Result<void>> &saving, const QString &path);

    DashboardServices m_services;
    DashboardFeed *m_feed;
    QLabel *m_sentence = nullptr;
    Banner *m_trouble = nullptr;
    Banner *m_saved = nullptr;
    PeriodBar *m_periods = nullptr;
    QPushButton *m_save = nullptr;
    QStackedWidget *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_content = nullptr;
    EmptyState *m_empty = nullptr;
    FigureButton *m_inFlight = nullptr, *m_oldest = nullptr, *m_attention = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<ChartCard *> m_cards; ///< outcomes, times, entities, causes
    Statistics m_shown;
    int m_columns = 0;
    bool m_ready = false;
};

} // namespace waybill
