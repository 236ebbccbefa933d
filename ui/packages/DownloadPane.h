#pragma once

#include "ui/packages/DownloadDetail.h"
#include "ui/packages/DownloadView.h"
#include "ui/packages/PackagesServices.h"
#include "ui/widgets/Banner.h"

#include <QFrame>

#include <memory>
#include <optional>

namespace waybill {

class InsideLoad;
struct PackageInside;

/// Everything about one download: its lifecycle and lease, what is in it, its first rows, HTTP, history, and what can
/// be done. Follows the download while it is shown. What is read comes a moment after it was asked for; what is shown
/// is what the buttons act upon, and none acts on a download while another one is wanted.
class DownloadPane final : public QFrame
{
    Q_OBJECT

public:
    explicit DownloadPane(PackagesServices services, QWidget *parent = nullptr);

    /// The download that was asked for last; it may not be there yet.
    std::optional<DownloadKey> wanted() const { return m_wanted; }
    /// Whether it is not there yet.
    bool isReading() const { return m_wanted && m_wanted != m_shown; }
    void show(DownloadKey key);
    /// None is wanted any more; what is still being read is not told.
    void leave()
    {
        m_wanted.reset();
        m_reading.forget();
    }
    /// Reads the wanted download again; to be called when the book told of it.
    void refresh();
    /// Times that run, once a second.
    void tick();
    /// While something is fetched, nothing else can be.
    void setFetching(bool fetching);

signals:
    void acknowledgeWanted(const waybill::Download &download);
    void fetchAgainWanted(const waybill::Download &download);
    void lookWanted(const waybill::Download &download);
    void unpackWanted(const waybill::Download &download);
    void compareWanted(const waybill::Download &download);
    /// How many entities and files it holds.
    void insideKnown(waybill::DownloadKey key, const waybill::PackageInside &inside);
    void failed(const waybill::Error &error);

private:
    void connectView();
    void connectInside();
    void take(DownloadKey key, const Result<std::optional<DownloadDetail>> &read);
    void present(const DownloadDetail &detail);
    void presentHead();
    void presentReason();
    void presentActions();
    void loadInside();
    void saveCopy();
    void tell(BannerKind kind, const QString &text, const QString &detail = {});

    PackagesServices m_services;
    std::unique_ptr<DownloadView> m_view;
    InsideLoad *m_inside;
    std::optional<DownloadKey> m_wanted;
    std::optional<DownloadKey> m_shown; ///< that of m_download
    Download m_download;
    QList<DownloadEvent> m_events;
    QString m_seenPath; ///< of the package whose contents are shown
    bool m_fetching = false;
    DetailReading<DownloadKey, DownloadDetail> m_reading;
};

} // namespace waybill
