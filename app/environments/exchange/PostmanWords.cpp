#include "app/environments/exchange/PostmanWords.h"

#include <array>
#include <string_view>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Spelling {
    std::u16string_view name;
    PostmanWord word;
};

constexpr std::array spellings{
    Spelling{u"url", PostmanWord::Address},
    Spelling{u"resource", PostmanWord::Address},
    Spelling{u"resourceurl", PostmanWord::Address},
    Spelling{u"baseurl", PostmanWord::Address},
    Spelling{u"rooturl", PostmanWord::Address},
    Spelling{u"host", PostmanWord::Address},
    Spelling{u"instance", PostmanWord::Address},
    Spelling{u"instanceurl", PostmanWord::Address},
    Spelling{u"environmenturl", PostmanWord::Address},
    Spelling{u"envurl", PostmanWord::Address},
    Spelling{u"d365url", PostmanWord::Address},
    Spelling{u"d365fourl", PostmanWord::Address},
    Spelling{u"dynamicsurl", PostmanWord::Address},
    Spelling{u"fourl", PostmanWord::Address},
    Spelling{u"aosurl", PostmanWord::Address},
    Spelling{u"aosuri", PostmanWord::Address},
    Spelling{u"scope", PostmanWord::Scope},
    Spelling{u"tenant", PostmanWord::Tenant},
    Spelling{u"tenantid", PostmanWord::Tenant},
    Spelling{u"tenantname", PostmanWord::Tenant},
    Spelling{u"aadtenant", PostmanWord::Tenant},
    Spelling{u"azuretenantid", PostmanWord::Tenant},
    Spelling{u"directoryid", PostmanWord::Tenant},
    Spelling{u"clientid", PostmanWord::ClientId},
    Spelling{u"client", PostmanWord::ClientId},
    Spelling{u"aadclientid", PostmanWord::ClientId},
    Spelling{u"azureclientid", PostmanWord::ClientId},
    Spelling{u"appid", PostmanWord::ClientId},
    Spelling{u"applicationid", PostmanWord::ClientId},
    Spelling{u"clientsecret", PostmanWord::Secret},
    Spelling{u"secret", PostmanWord::Secret},
    Spelling{u"aadclientsecret", PostmanWord::Secret},
    Spelling{u"azureclientsecret", PostmanWord::Secret},
    Spelling{u"appsecret", PostmanWord::Secret},
    Spelling{u"applicationsecret", PostmanWord::Secret},
    Spelling{u"clientkey", PostmanWord::Secret},
    Spelling{u"authority", PostmanWord::Authority},
    Spelling{u"authorityurl", PostmanWord::Authority},
    Spelling{u"authurl", PostmanWord::Authority},
    Spelling{u"authorizationurl", PostmanWord::Authority},
    Spelling{u"accesstokenurl", PostmanWord::Authority},
    Spelling{u"tokenurl", PostmanWord::Authority},
    Spelling{u"tokenendpoint", PostmanWord::Authority},
    Spelling{u"loginurl", PostmanWord::Authority},
    Spelling{u"azureauthendpoint", PostmanWord::Authority},
    Spelling{u"company", PostmanWord::Company},
    Spelling{u"companyid", PostmanWord::Company},
    Spelling{u"legalentity", PostmanWord::Company},
    Spelling{u"dataareaid", PostmanWord::Company},
    Spelling{u"entity", PostmanWord::Entity},
    Spelling{u"entityname", PostmanWord::Entity},
    Spelling{u"activityid", PostmanWord::ImportActivity},
    Spelling{u"enqueueactivityid", PostmanWord::ImportActivity},
    Spelling{u"importactivityid", PostmanWord::ImportActivity},
    Spelling{u"recurringjobid", PostmanWord::ImportActivity},
    Spelling{u"dequeueactivityid", PostmanWord::ExportActivity},
    Spelling{u"exportactivityid", PostmanWord::ExportActivity},
    Spelling{u"granttype", PostmanWord::GrantType},
    Spelling{u"token", PostmanWord::Token},
    Spelling{u"accesstoken", PostmanWord::Token},
    Spelling{u"refreshtoken", PostmanWord::Token},
    Spelling{u"bearertoken", PostmanWord::Token},
    Spelling{u"authtoken", PostmanWord::Token},
    Spelling{u"username", PostmanWord::Person},
    Spelling{u"user", PostmanWord::Person},
    Spelling{u"password", PostmanWord::Person},
    Spelling{u"userpassword", PostmanWord::Person},
};
} // namespace

PostmanWord postmanWord(const QString &name)
{
    QString plain;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    for (const Spelling &spelling : spellings) {
        if (plain == QStringView(spelling.name.data(), qsizetype(spelling.name.size())))
            return spelling.word;
    }
    return PostmanWord::Unknown;
}

} // namespace waybill
