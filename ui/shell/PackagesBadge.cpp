#include "ui/shell/PackagesBadge.h"

#include "app/journal/DownloadBook.h"
#include "app/journal/DownloadReader.h"

namespace waybill {

namespace {

auto countingOf(const DownloadBook &book)
{
    const auto reader = std::shared_ptr<DownloadReader>(book.newReader());
    return [reader](const QString &environment, const StillWanted &) -> Result<std::optional<qint64>> {
        DownloadFilter filter;
        filter.environment = environment;
        for (const DownloadStateRow &one : downloadStates()) {
            if (one.needsAttention)
                filter.states.append(one.state);
        }
        const auto needing = reader->downloads(filter);
        return needing ? Result<std::optional<qint64>>(needing->size()) : fail(needing.error());
    };
}

} // namespace

PackagesBadge::PackagesBadge(DownloadBook *book, QObject *parent)
    : QObject(parent), m_reading(countingOf(*book), [this](const QString &, const Result<std::optional<qint64>> &read) {
          if (read && *read)
              emit counted(**read);
      })
{
    connect(book, &DownloadBook::changed, this, [this] { m_reading.ask(m_environment); });
}

void PackagesBadge::setEnvironment(const QString &environment)
{
    m_environment = environment;
    m_reading.ask(environment);
}

} // namespace waybill
