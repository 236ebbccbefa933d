#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/ChartDialog.h"
#include "ui/explore/ExploreMemory.h"
#include "ui/explore/ExportDialog.h"
#include "ui/explore/NameDialog.h"
#include "ui/explore/QueryTab.h"
#include "ui/explore/RecordLinks.h"
#include "ui/widgets/grid/GridPane.h"

#include <QClipboard>
#include <QGuiApplication>

// What a tab hands on: its request, its rows, and what they refer to.
namespace waybill {
using namespace Qt::StringLiterals;

void QueryTab::copyAs(CopyFormat format)
{
    const auto url = addressToSend();
    if (!url)
        return;
    QGuiApplication::clipboard()->setText(copiedAs(format, *url));
    say(tr("The request is on the clipboard. It has no token or secret in it."));
}

void QueryTab::saveNamed()
{
    auto *dialog = new NameDialog(title(), this);
    connect(dialog, &NameDialog::named, this, [this](const QString &name) {
        m_memory->addNamed(m_environment, {text(), name, m_services.clock->utcNow(), -1});
        say(tr("Kept as “%1”. It stands in the menu Queries.").arg(name));
    });
    dialog->open();
}

void QueryTab::exportRows()
{
    const auto wanted = request();
    if (!wanted)
        return;
    ExportSource source;
    source.url = wanted->url;
    source.rowCap = wanted->rowCap;
    source.name = title();
    source.columns = m_bar->draft().query() ? columnsOf(*m_bar->draft().query()) : QStringList();
    if (m_run->rows() > 0) {
        source.loaded = std::make_shared<const RowStore>(*m_run->store());
        source.rows = m_grid->shownRows();
        source.shownColumns = m_grid->shownColumns();
        source.isWhole = m_run->stage() == QueryRun::Stage::Complete && m_readUrl == wanted->url;
    }
    auto *dialog = new ExportDialog(m_services, m_environment, std::move(source), this);
    dialog->open();
}

void QueryTab::showChart(const QStringList &columns)
{
    if (m_run->rows() == 0 || m_run->store()->columns() == 0)
        return;
    auto *dialog = new ChartDialog(std::make_shared<const RowStore>(*m_run->store()), columns, this);
    dialog->show();
}

const EntityDetails *QueryTab::knownDetails()
{
    const EntityDetails *details = m_feed->details(m_readSet);
    if (!details)
        say(tr("What %1 consists of is not known yet. Try again in a moment.").arg(m_readSet), false);
    return details;
}

void QueryTab::openRecord(qsizetype row)
{
    const EntityDetails *details = knownDetails();
    if (!details)
        return;
    const auto query = recordQuery(m_readSet, *details, *m_run->store(), row);
    if (!query) {
        say(tr("The rows lack a part of the key, so this record has no address. Read its key columns too."), false);
        return;
    }
    QueryDraft draft(base());
    draft.setQuery(*query);
    if (const auto url = draft.url())
        m_services.openUrl(*url);
}

void QueryTab::followRelation(qsizetype row, const QString &column)
{
    const EntityDetails *details = knownDetails();
    if (!details)
        return;
    const auto query = relationQuery(*details, *m_feed, *m_run->store(), row, column);
    if (!query) {
        say(tr("%1 leads to no entity that the catalogue knows.").arg(column), false);
        return;
    }
    QueryDraft draft(base());
    draft.setQuery(*query);
    emit openWanted(draft.text());
}

} // namespace waybill
