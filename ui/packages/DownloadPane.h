#pragma once

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
/// be done. Follows the download while it is shown.
class DownloadPane final : public QFrame
{
    Q_OBJECT

public:
    explicit DownloadPane(PackagesServices services, QWidget *parent = nullptr);

    std::optional<DownloadKey> shown() const { return m_key; }
    void show(DownloadKey key);
    /// Reads the shown download again; to be called when the book told of it.
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
    void presentHead();
    void presentReason();
    void presentActions();
    void presentHttp();
    void loadInside();
    void saveCopy();
    void tell(BannerKind kind, const QString &text, const QString &detail = {});

    PackagesServices m_services;
    std::unique_ptr<DownloadView> m_view;
    InsideLoad *m_inside;
    std::optional<DownloadKey> m_key;
    Download m_download;
    QList<DownloadEvent> m_events;
    QString m_seenPath; ///< of the package whose contents are shown
    bool m_fetching = false;
};

} // namespace waybill
