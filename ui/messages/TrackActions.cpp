#include "ui/messages/TrackActions.h"

#include "app/base/Guid.h"
#include "app/journal/JournalReader.h"
#include "ui/messages/TrackDialog.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Texts.h"

#include <QPointer>
#include <QPushButton>

namespace waybill {

using namespace Qt::StringLiterals;

/// The coroutine behind the dialog: free of captures, safe when the page goes while it waits.
struct TrackActions::Runs {
    static QCoro::Task<void> track(QPointer<TrackActions> self, QPointer<TrackDialog> dialog, TrackRequest request)
    {
        auto rows = co_await self->m_services.desk->tracking().track(request);
        if (!self)
            co_return;
        if (!rows) {
            if (dialog)
                dialog->refuse(rows.error().message);
            co_return;
        }
        if (dialog)
            dialog->accept();
        const auto fresh = int(rows->keys.size() - rows->already.size());
        QStringList said;
        if (fresh > 0)
            said << (fresh == 1 ? tr("One message is followed from now on.")
                                : tr("%n messages are followed from now on.", nullptr, fresh));
        const auto already = int(rows->already.size());
        if (already > 0)
            said << (already == 1 ? tr("One was here already.") : tr("%n were here already.", nullptr, already));
        emit self->told(said.join(u' '));
        emit self->tracked(rows->keys);
        self->refresh();
    }
};

TrackActions::TrackActions(MessagesServices services, QWidget *page)
    : QObject(page), m_services(std::move(services)), m_page(page), m_offer(new Banner(BannerKind::Info, page))
{
    m_offer->setObjectName(u"trackOffer"_s);
    m_offer->hide();
    QPushButton *track = m_offer->addAction(tr("Track this message"));
    track->setObjectName(u"trackThisMessageButton"_s);
    track->setAccessibleName(tr("Track this message"));
    track->setToolTip(tr("Follows and explains it like a message that was sent from here"));
    connect(track, &QPushButton::clicked, this, [this] { ask(m_search.trimmed()); });
}

void TrackActions::setEnvironment(const QString &environment)
{
    m_environment = environment;
    refresh();
}

void TrackActions::setSearch(const QString &text)
{
    m_search = text;
    refresh();
}

void TrackActions::refresh()
{
    const auto id = guidInUseFrom(m_search);
    if (!id || !m_services.environments->find(m_environment)) {
        m_offer->hide();
        return;
    }
    if (*id != m_offered)
        m_offer->hide(); // it speaks of another
    m_services.desk->journal().ask(
        this,
        [environment = m_environment, id = *id](JournalReader &reader) {
            return reader.byMessageId(environment, MessageId(id));
        },
        [this, environment = m_environment, id = *id](const Result<QList<Message>> &known) {
            if (environment == m_environment && guidInUseFrom(m_search) == id)
                showOffer(id, known && known->isEmpty());
        });
}

void TrackActions::showOffer(const QString &id, bool isUnknown)
{
    m_offered = id;
    m_offer->setText(tr("No message with the ID %1 is in this profile.").arg(texts::shortId(id)),
                     tr("If another program sent it, it can be followed and explained here."));
    m_offer->setVisible(isUnknown);
}

void TrackActions::ask(const QString &ids)
{
    const Environment *environment = m_services.environments->find(m_environment);
    if (!environment)
        return;
    auto *dialog = new TrackDialog(*environment, ids, &m_services.desk->tracking(), m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TrackDialog::trackWanted, this, [this, dialog](const TrackRequest &request) {
        Runs::track(this, dialog, request);
    });
    dialog->open();
}

} // namespace waybill
