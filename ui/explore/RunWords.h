#pragma once

#include "ui/explore/QueryDraft.h"
#include "ui/explore/QueryRun.h"
#include "ui/style/Icons.h"
#include "ui/widgets/grid/GridProgress.h"

namespace waybill {

/// *1,000,000 rows: about 100 pages, 640 MB, 4 minutes*; the count alone where no page is known yet; empty without it.
QString costWords(const QueryRun &run);
/// Why it asks before it goes on, as a question.
QString questionWords(const QueryRun &run);
GridProgress gridProgress(const QueryRun &run);

/// What the first look at an entity reads.
inline constexpr int fewRows = 100;

/// What stands where rows would, when there are none, and the one thing to do.
struct EmptyWords {
    Icon icon;
    QString title, sentence, action;
};
EmptyWords emptyWords(const QueryRun &run, const QueryDraft &draft, const QString &title);

} // namespace waybill
