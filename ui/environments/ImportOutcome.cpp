#include "ui/environments/ImportOutcome.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr QSize usual(560, 360);
constexpr qsizetype mostNamed = 5;

QString namesOf(const QStringList &added)
{
    QStringList quoted;
    for (const QString &name : added.first(qMin(mostNamed, added.size())))
        quoted.append(u"“%1”"_s.arg(texts::oneLine(name)));
    if (added.size() > mostNamed)
        quoted.append(ImportOutcome::tr("%1 more").arg(added.size() - mostNamed));
    return quoted.join(u", "_s);
}
} // namespace

ImportOutcome::ImportOutcome(const ImportDone &done, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"importOutcome"_s);
    setWindowTitle(tr("Import environments"));
    const auto label = [this](const QString &name, const QString &text) {
        auto *made = new QLabel(text, this);
        made->setObjectName(name);
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        return made;
    };
    const auto count = int(done.added.size());
    QLabel *summary = label(u"importSummary"_s, count == 0   ? tr("Nothing was added.")
                                                : count == 1 ? tr("One environment was added.")
                                                             : tr("%n environments were added.", nullptr, count));
    summary->setFont(fonts::strong(fonts::heading(font())));
    QLabel *names = label(u"importedNames"_s, namesOf(done.added));
    names->setVisible(count > 0);
    QLabel *title = label(u"importNotesTitle"_s, tr("To know about it:"));
    auto *notes = new QListWidget(this);
    notes->setObjectName(u"importNotes"_s);
    notes->setAccessibleName(tr("What to know about the import"));
    notes->setToolTip(tr("What was not carried over or guessed, and what became of secrets"));
    notes->setWordWrap(true);
    notes->setTextElideMode(Qt::ElideNone);
    notes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    notes->setResizeMode(QListView::Adjust);
    notes->addItems(done.notes);
    title->setBuddy(notes);
    title->setVisible(!done.notes.isEmpty());
    notes->setVisible(!done.notes.isEmpty());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit);
    for (QWidget *widget : {summary, names, title})
        column->addWidget(widget);
    column->addWidget(notes, 1);
    column->addWidget(buttons);
    if (!done.notes.isEmpty())
        resize(usual);
}

} // namespace waybill
