#pragma once

#include "app/catalogue/CatalogueCalls.h"
#include "app/catalogue/LabelStore.h"

#include <QSet>

namespace waybill {

/// Brings labels into a store: by lists where the label service takes a filter, else one id a call. What a service does
/// not know is not asked again by this object. One thread; outlives its coroutines, and the store outlives it.
class LabelReader
{
public:
    LabelReader(CatalogueCalls calls, LabelStore *store);

    /// Reads those of `ids` that the store does not have in this language, with at most `mostCalls` questions. How many
    /// could not be asked for that. Fails where nobody was reached or the person may not; what came before is kept.
    QCoro::Task<Result<qsizetype>> read(QStringList ids, QString language, qsizetype mostCalls, std::stop_token stop);
    /// One filtered question for labels in any language that are that text, or also those that hold it; of what comes,
    /// `wanted` (ids in small letters) is kept. False where the service takes no filter, or is not there.
    enum class Hold { Whole, Within };
    QCoro::Task<Result<bool>> search(QString text, Hold hold, QSet<QString> wanted, std::stop_token stop);

private:
    /// Those that came; nothing where the service takes no filter, or is not there.
    QCoro::Task<Result<std::optional<QList<Label>>>> filtered(QString filter, std::stop_token stop);
    QCoro::Task<Result<void>> readOneByOne(QStringList ids, QString language, std::stop_token stop);
    /// Keeps them; a label without a language is in the one that was asked for.
    void take(QList<Label> labels, const QStringList &asked, const QString &language);

    CatalogueCalls m_calls;
    LabelStore *m_store;
    QSet<QString> m_unknown; ///< `language id`
    bool m_takesFilter = true;
    int m_failures = 0; ///< one after the other, with nothing good between
};

} // namespace waybill
