#include "ui/shell/JournalNotice.h"

#include "app/journal/JournalRescue.h"

namespace waybill {
using namespace Qt::StringLiterals;

JournalNotice::JournalNotice(const Journal *journal, JournalCare *care, QWidget *parent)
    : Banner(BannerKind::Warning, parent)
{
    setObjectName(u"journalNotice"_s);
    setClosable(true);
    connect(this, &Banner::closed, this, &QWidget::hide);
    connect(care, &JournalCare::damaged, this, [this](const QString &sentence) {
        setKind(BannerKind::Error);
        setText(sentence);
        show();
    });
    connect(care, &JournalCare::failed, this, [this](const Error &error) {
        setKind(BannerKind::Warning);
        setText(error.message, error.detail);
        show();
    });
    connect(care, &JournalCare::tooLarge, this, [this](const QString &sentence) {
        setKind(BannerKind::Warning);
        setText(sentence);
        show();
    });
    if (journal->rescue()) {
        // The first sentence is what happened; the others are read more calmly below it.
        const QString text = journal->rescue()->text();
        const qsizetype end = text.indexOf(u". "_s) + 1;
        setText(text.left(end), text.mid(end).trimmed());
    } else {
        hide();
    }
}

} // namespace waybill
