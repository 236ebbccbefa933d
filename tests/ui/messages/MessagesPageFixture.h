#pragma once

#include "tests/ui/NamedWidget.h"
#include "tests/ui/messages/PageWorld.h"

#include "ui/messages/MessageFeed.h"
#include "ui/messages/MessagesPage.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

namespace waybill {

/// A Messages page over a world of its own, and the hands that use it. Its owner deletes both, the page first.
class MessagesPageFixture : public QObject
{
protected:
    PageWorld *world = nullptr;
    MessagesPage *page = nullptr;

    void open(EnvironmentKind kind = EnvironmentKind::Sandbox)
    {
        world = new PageWorld(kind);
        page = new MessagesPage(world->services());
        connect(page->findChild<MessageFeed *>(), &MessageFeed::failed, this, [](const Error &error) {
            QFAIL(qPrintable(error.message + error.detail)); // who breaks the journal takes this away
        });
        page->resize(1072, 770);
    }
    void begin()
    {
        page->setEnvironment(QStringLiteral("UAT Europe"));
        page->show();
        loaded();
    }
    /// Until the table has all rows of its filter.
    void loaded() { QTRY_VERIFY_WITH_TIMEOUT(page->isLoaded(), 20'000); }
    template <class T>
    T *named(const QString &name) const
    {
        return tests::namedWidget<T>(page, name);
    }
    void press(const QString &name)
    {
        auto *button = named<QPushButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
        button->click();
        loaded();
    }
    QStringList files() const
    {
        QStringList files;
        const QAbstractItemModel *model = named<QTableView>(QStringLiteral("messagesTable"))->model();
        for (int row = 0; row < model->rowCount(); ++row)
            files << model->index(row, 1).data().toString();
        return files;
    }
    /// Of the message beside the table; the pane is made for the first one.
    QString title() const
    {
        const auto *label = page->findChild<QLabel *>(QStringLiteral("messageTitle"));
        return label ? label->text() : QString();
    }
    /// Chooses a row and waits until the pane shows its message.
    void choose(const QString &file)
    {
        click(file);
        QTRY_COMPARE(title(), file);
    }
    void click(const QString &file)
    {
        auto *table = named<QTableView>(QStringLiteral("messagesTable"));
        const int row = static_cast<int>(files().indexOf(file));
        QVERIFY2(row >= 0, qPrintable(file));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 1)).center());
    }
    bool says(const QString &text) const
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
};

} // namespace waybill
