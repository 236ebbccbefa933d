#pragma once

#include "ui/explore/AddressField.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/EntityPanel.h"
#include "ui/explore/ExplorePage.h"
#include "ui/explore/QueryTab.h"

#include "tests/app/catalogue/ServiceFixture.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridPane.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

namespace waybill::test {

using namespace Qt::StringLiterals;

inline QByteArray rowsFrom(int first, int count, const QByteArray &more = {})
{
    QByteArray rows;
    for (int i = first; i < first + count; ++i) {
        rows += QByteArray(rows.isEmpty() ? "" : ",") + R"({"dataAreaId":"usmf","CustomerAccount":"US-)" +
                QByteArray::number(i) + R"(","OnHold":"No"})";
    }
    return RawServer::ok("{\"value\":[" + rows + "]" + more + "}");
}

inline QByteArray linkTo(const QByteArray &where)
{
    return ",\"@odata.nextLink\":\"" + where + "\"";
}

/// The Explore page over a service with five entities and a profile of its own.
class ExplorePageCase : public QObject
{
protected:
    void setUp()
    {
        f = std::make_unique<ServiceFixture>();
        environments = std::make_unique<EnvironmentStore>(f->profile.path());
        Environment environment;
        environment.name = u"Test"_s;
        environment.url = f->server.url();
        environment.kind = EnvironmentKind::Practice;
        environments->setTransient(environment);
        savePath.clear();
        opened.clear();
    }

    void tearDown()
    {
        page.reset();
        environments.reset();
        f.reset();
    }

    template <class T>
    T *named(const QString &name) const
    {
        QWidget *within = page->currentTab() && page->currentTab()->findChild<T *>(name)
                              ? static_cast<QWidget *>(page->currentTab())
                              : page.get();
        T *found = within->findChild<T *>(name);
        if (!found)
            qFatal("nothing is called %s", qPrintable(name));
        return found;
    }
    QString textOf(const QString &label) const { return named<QLabel>(label)->text(); }
    static bool saysIn(const QWidget *within, const QString &words)
    {
        for (const auto *state : within->findChildren<EmptyState *>()) {
            if (state->isVisible() && (state->accessibleName() + u' ' + state->accessibleDescription()).contains(words))
                return true;
        }
        return false;
    }
    static QPushButton *action(const QWidget *within, const QString &word)
    {
        for (auto *button : within->findChildren<QPushButton *>()) {
            if (button->text() == word && button->isVisible())
                return button;
        }
        qFatal("no button %s", qPrintable(word));
    }

    void open()
    {
        ExploreServices services;
        services.environments = environments.get();
        services.client = [this](const QString &) -> Result<std::shared_ptr<HttpClient>> {
            return std::make_shared<HttpClient>(
                f->server.url(), std::make_shared<Transport>(u"Test"_s, &log), std::make_shared<FixedToken>(),
                std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()), HttpClient::Rules{u"Test"_s, 1000});
        };
        services.profileFolder = f->profile.path();
        services.clock = f->clock;
        services.openUrl = [this](const QUrl &url) { opened.append(url); };
        services.askSavePath = [this](QWidget *, const QString &, const std::function<void(QString)> &then) {
            then(savePath);
        };
        page = std::make_unique<ExplorePage>(services);
        page->resize(1072, 760);
        page->setEnvironment(u"Test"_s);
        page->show();
        page->activateWindow();
    }
    void begin()
    {
        open();
        QTRY_VERIFY(page->feed()->catalogue());
    }
    QueryTab *beginWith(const QString &text)
    {
        begin();
        return page->openQuery(text);
    }
    /// Customers 0 to 4 on two pages.
    void serveTwoPages(const QByteArray &second = rowsFrom(3, 2))
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = second;
    }

    std::unique_ptr<ServiceFixture> f;
    std::unique_ptr<EnvironmentStore> environments;
    std::unique_ptr<ExplorePage> page;
    HttpLog log;
    QString savePath;
    QList<QUrl> opened;
};

} // namespace waybill::test
