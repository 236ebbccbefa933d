#pragma once

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QtTest>

namespace waybill::test {

using namespace Qt::StringLiterals;

/// Chooses an entry of the menu that is open.
inline void choose(const QString &words)
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        QMenu *below = action->menu();
        for (QAction *one : below ? below->actions() : QList<QAction *>{action}) {
            if (one->text().remove(u'&') == words) {
                menu->close(); // as a click does it
                one->trigger();
                return;
            }
        }
    }
    menu->close();
    QFAIL(qPrintable(u"no entry "_s + words));
}

} // namespace waybill::test
