#pragma once

#include "app/base/Clock.h"
#include "app/catalogue/CatalogueCache.h"
#include "app/catalogue/CatalogueSources.h"
#include "app/catalogue/EntityResolution.h"
#include "app/catalogue/LabelReader.h"

#include <QFuture>

#include <functional>
#include <memory>

namespace waybill {

/// The catalogue of one environment: what is kept of it, and what the service says when something is missing or asked
/// for anew. One thread; held by shared_ptr, coroutines under way keep it alive.
class CatalogueService : public std::enable_shared_from_this<CatalogueService>
{
public:
    /// `note` is told what a person should know beside the answer, such as that another source had to serve. It must
    /// stay valid as long as a coroutine is under way.
    CatalogueService(QString profileFolder, QString environment, std::shared_ptr<HttpClient> client,
                     std::shared_ptr<const Clock> clock, std::function<void(const QString &)> note = {});

    using Known = std::shared_ptr<const Catalogue>;
    enum class Wanted {
        Names, ///< the names of entity sets do
        Whole, ///< also labels and categories, as far as the service has them
    };

    /// What is kept, also without a connection; where nothing is, or less than is wanted, it is read from the service
    /// and kept. Fails when nothing is kept and the service cannot be read.
    QCoro::Task<Result<Known>> catalogue(Wanted wanted, std::stop_token stop);
    /// Asks the service anew, by the ETag of what is kept.
    QCoro::Task<Result<Known>> refreshed(std::stop_token stop);

    /// What an entity set consists of, from what is kept unless `anew`. NotFound for an unknown name.
    QCoro::Task<Result<EntityDetails>> details(QString set, bool anew, std::stop_token stop);
    /// An enumeration by the type of a property.
    QCoro::Task<Result<EnumType>> enumType(QString type, std::stop_token stop);

    /// The entity set that somebody meant by `text` (resolveEntitySet): by what is kept, else by the service's list of
    /// names, the labels that the service finds, the metadata service or `$metadata`, whatever answers first. Where no
    /// list can be read at all, the name as it was given, with a note. NotFound where the service knows nothing of the
    /// kind; where its labels could not be searched, the kind of that trouble.
    QCoro::Task<Result<ResolvedSet>> resolve(QString text, std::stop_token stop);

    /// Reads labels that are not known yet (LabelReader::read) and keeps them. How many are still to be asked.
    QCoro::Task<Result<qsizetype>> readLabels(QStringList ids, QString language, qsizetype mostCalls,
                                              std::stop_token stop);
    /// Asks the label service, once, for labels of entity sets with a text in any language (LabelReader::search). False
    /// where it cannot be asked so. After catalogue().
    QCoro::Task<Result<bool>> searchLabels(QString text, LabelReader::Hold hold, std::stop_token stop);
    /// Labels as far as they are known. Reads the file when nothing was asked before: blocks then.
    LabelStore &labels();

private:
    /// What is on disk.
    struct Kept {
        Result<Known> catalogue;
        LabelStore labels;
        Result<void> labelsRead;
    };
    static Kept readKept(const CatalogueCache &cache, const QString &url, LabelStore labels);

    void say(const QString &note) const;
    /// Reads what is kept, once; who asks meanwhile waits for it.
    QCoro::Task<void> open();
    QCoro::Task<void> keep(Known catalogue);
    /// Keeps what was read on the ground of `before`, with what came to be known since.
    QCoro::Task<Result<Known>> keepBeside(Known before, Known read);
    /// The first of these sources that has a list, which is kept then; the last one's error when none has.
    QCoro::Task<Result<Known>> readFrom(QList<CatalogueSource> sources, std::stop_token stop);
    QCoro::Task<Result<Known>> withDetails(EntitySet set, std::stop_token stop);
    QCoro::Task<void> saveLabels();
    QCoro::Task<Result<ResolvedSet>> resolveByService(QString text, bool wasKept, std::stop_token stop);

    QString m_url;
    CatalogueCache m_cache;
    CatalogueSources m_sources;
    std::shared_ptr<const Clock> m_clock;
    std::function<void(const QString &)> m_note;
    LabelStore m_labels;
    LabelReader m_labelReader;
    bool m_labelsLoaded = false;
    QFuture<Kept> m_opening;
    bool m_isOpening = false;
    bool m_isOpen = false;
    bool m_isWriting = false;
    Known m_known; ///< null while nothing is known
};

} // namespace waybill
