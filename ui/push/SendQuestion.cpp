#include "ui/push/SendQuestion.h"

#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SendQuestion)
};

/// The first few of them, one a line.
QString named(const QStringList &doubts)
{
    constexpr qsizetype mostNamed = 5;
    QStringList lines = doubts.first(qMin(mostNamed, doubts.size()));
    if (const auto more = int(doubts.size() - lines.size()); more > 0)
        lines << (more == 1 ? Words::tr("… and one more") : Words::tr("… and %n more", nullptr, more));
    return lines.join(u'\n');
}

void ask(const QString &title, const QString &text, const QString &detail, const QString &word, QWidget *parent,
         const std::function<void()> &then)
{
    auto *question = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::NoButton, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(detail);
    // File names stand there, which setTextFormat does not reach.
    if (auto *informative = question->findChild<QLabel *>(u"qt_msgbox_informativelabel"_s))
        informative->setTextFormat(Qt::PlainText);
    QPushButton *yes = question->addButton(word, QMessageBox::AcceptRole);
    yes->setObjectName(u"sendAllTheSameButton"_s);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    QObject::connect(yes, &QPushButton::clicked, parent, then);
    question->open();
}
} // namespace

void askBeforeSending(const Sending &sending, ProductionGuard &guard, QWidget *parent,
                      const std::function<void()> &then)
{
    const auto count = int(sending.files);
    const QString detail = named(sending.doubts);
    if (sending.production) {
        const QString title = Words::tr("Push to production");
        const QString text = (count == 1 ? Words::tr("Push one file to the production environment %1?")
                                         : Words::tr("Push %n files to the production environment %1?", nullptr, count))
                                 .arg(sending.environment);
        const bool byName = guard.wantsName(sending.environment, sending.files);
        guard.ask({sending.environment, title, text, detail, title, byName}, parent, then);
    } else if (!sending.doubts.isEmpty()) {
        ask(Words::tr("Send"),
            sending.doubts.size() == 1 ? Words::tr("One file does not seem to fit its job. Send it all the same?")
                                       : Words::tr("%n files do not seem to fit their jobs. Send them all the same?",
                                                   nullptr, int(sending.doubts.size())),
            detail, Words::tr("Send all the same"), parent, then);
    } else {
        then();
    }
}

} // namespace waybill
