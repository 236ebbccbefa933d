#include "app/auth/ClientCertificate.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <vector>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
template <auto Free>
struct Freed {
    template <class T>
    void operator()(T *thing) const
    {
        Free(thing);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Pfx = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;
using Digesting = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

constexpr qint64 longestFile = 1 << 20;

/// Ciphers as older Windows exports use them are in OpenSSL's *legacy* provider, which only these files get to see.
OSSL_LIB_CTX *library()
{
    static OSSL_LIB_CTX *const context = [] {
        OSSL_LIB_CTX *made = OSSL_LIB_CTX_new();
        OSSL_PROVIDER_load(made, "default");
        OSSL_PROVIDER_load(made, "legacy"); // where it is missing, newer files can be read all the same
        return made;
    }();
    return context;
}

tl::unexpected<Error> trouble(const QString &path, const QString &sentence)
{
    return fail(ErrorKind::Secret, sentence.arg(path));
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return trouble(path, u"The client certificate %1 is missing on this computer. Put the file there, or name "
                             u"another one in the environment."_s);
    // A pipe or a device may never come to an end.
    if (!QFileInfo(file).isFile())
        return trouble(path, u"The client certificate %1 is no file. Name a PFX or PEM file."_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Secret,
                    u"The client certificate %1 cannot be read. Check who may read the file."_s.arg(path),
                    file.errorString());
    }
    if (file.size() > longestFile)
        return trouble(path, u"The client certificate %1 is larger than 1 MB, so it is none. Name another file."_s);
    return file.readAll();
}

struct Contents {
    std::vector<Certificate> certificates;
    Key key;
    bool isKeyThere = false; ///< perhaps not opened
};

struct Passphrase {
    const std::optional<QString> *given;
    bool asked = false;
};

int tellPassphrase(char *buffer, int size, int, void *user)
{
    auto *passphrase = static_cast<Passphrase *>(user);
    passphrase->asked = true;
    if (!*passphrase->given)
        return -1;
    const QByteArray text = (*passphrase->given)->toUtf8();
    if (text.size() > size)
        return -1;
    std::copy(text.cbegin(), text.cend(), buffer);
    return int(text.size());
}

Contents readPem(const QByteArray &bytes, Passphrase *passphrase)
{
    Contents contents;
    contents.isKeyThere = bytes.contains("PRIVATE KEY-----");
    const Bio certificates(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
    while (X509 *next = PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr))
        contents.certificates.emplace_back(next);
    const Bio keys(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
    contents.key.reset(
        PEM_read_bio_PrivateKey_ex(keys.get(), nullptr, &tellPassphrase, passphrase, library(), nullptr));
    return contents;
}

/// Nothing for bytes that are no PFX.
std::optional<Contents> readPfx(const QByteArray &bytes, Passphrase *passphrase)
{
    const Bio bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
    PKCS12 *shell = PKCS12_init_ex(NID_pkcs7_data, library(), nullptr);
    Pfx pfx(d2i_PKCS12_bio(bio.get(), &shell));
    if (!pfx) {
        PKCS12_free(shell); // null where the reader did so
        return std::nullopt;
    }
    Contents contents;
    contents.isKeyThere = true;
    const QByteArray text = passphrase->given->value_or(QString()).toUtf8();
    if (PKCS12_verify_mac(pfx.get(), text.constData(), int(text.size())) != 1 &&
        (!text.isEmpty() || PKCS12_verify_mac(pfx.get(), nullptr, 0) != 1)) {
        passphrase->asked = true;
        return contents;
    }
    EVP_PKEY *key = nullptr;
    X509 *certificate = nullptr;
    STACK_OF(X509) *others = nullptr;
    if (PKCS12_parse(pfx.get(), text.constData(), &key, &certificate, &others) == 1) {
        contents.key.reset(key);
        contents.isKeyThere = key != nullptr;
        if (certificate)
            contents.certificates.emplace_back(certificate);
        while (sk_X509_num(others) > 0)
            contents.certificates.emplace_back(sk_X509_shift(others));
    }
    sk_X509_free(others);
    return contents;
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts = {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
            QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC};
}
} // namespace

struct ClientCertificate::Parts {
    Certificate certificate;
    Key key;
};

ClientCertificate::ClientCertificate(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts))
{
    m_fromUtc = timeOf(X509_get0_notBefore(m_parts->certificate.get()));
    m_untilUtc = timeOf(X509_get0_notAfter(m_parts->certificate.get()));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_digest(m_parts->certificate.get(), EVP_sha256(), digest, &size) == 1)
        m_thumbprint = QByteArray(reinterpret_cast<const char *>(digest), qsizetype(size));
}

Result<ClientCertificate> ClientCertificate::load(const QString &path, const std::optional<QString> &passphrase,
                                                  bool *wantsPassphrase)
{
    *wantsPassphrase = false;
    const auto bytes = readFile(path);
    if (!bytes)
        return fail(bytes.error());
    Passphrase asked{&passphrase};
    const bool isPem = bytes->contains("-----BEGIN ");
    auto read = isPem ? std::optional(readPem(*bytes, &asked)) : readPfx(*bytes, &asked);
    ERR_clear_error();
    if (!read) {
        return trouble(path, u"%1 is no client certificate. Name a PFX file, or a PEM file that holds the private "
                             u"key too."_s);
    }
    if (!read->key && asked.asked) {
        *wantsPassphrase = true;
        return trouble(path, passphrase ? u"The passphrase does not open the client certificate %1. Give the one that "
                                          u"it was saved with."_s
                                        : u"The client certificate %1 needs a passphrase. Save it with the "
                                          u"environment."_s);
    }
    if (!read->key && read->isKeyThere) {
        return trouble(path, u"The private key in the client certificate %1 cannot be read. Save the certificate with "
                             u"its key again."_s);
    }
    if (!read->key) {
        return trouble(path, u"%1 holds no private key, without which it proves nothing. Name the file that holds "
                             u"certificate and key."_s);
    }
    if (read->certificates.empty())
        return trouble(path, u"%1 holds a private key and no certificate. Put both into one file."_s);
    if (!EVP_PKEY_is_a(read->key.get(), "RSA")) {
        return trouble(path, u"The key of the client certificate %1 is no RSA key, and Microsoft Entra ID takes only "
                             u"those. Make the certificate with an RSA key."_s);
    }
    auto parts = std::make_shared<Parts>();
    for (Certificate &certificate : read->certificates) {
        if (X509_check_private_key(certificate.get(), read->key.get()) == 1)
            parts->certificate = std::move(certificate);
    }
    ERR_clear_error();
    if (!parts->certificate) {
        return trouble(path, u"The private key in %1 does not belong to the certificate in it. Save the two that were "
                             u"made together."_s);
    }
    parts->key = std::move(read->key);
    return ClientCertificate(std::move(parts));
}

Result<QByteArray> ClientCertificate::sign(const QByteArray &text) const
{
    const Digesting digest(EVP_MD_CTX_new());
    EVP_PKEY_CTX *padding = nullptr; // belongs to the digest
    std::size_t size = 0;
    QByteArray signature;
    const auto *data = reinterpret_cast<const unsigned char *>(text.constData());
    const bool signed_ =
        EVP_DigestSignInit_ex(digest.get(), &padding, "SHA256", library(), nullptr, m_parts->key.get(), nullptr) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST) == 1 &&
        EVP_DigestSign(digest.get(), nullptr, &size, data, std::size_t(text.size())) == 1 && [&] {
            signature.resize(qsizetype(size));
            return EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, data,
                                  std::size_t(text.size())) == 1;
        }();
    ERR_clear_error();
    if (!signed_)
        return fail(ErrorKind::Secret, u"The private key of the client certificate cannot sign. Make the certificate "
                                       u"anew, with an RSA key of 2048 bits or more."_s);
    signature.truncate(qsizetype(size));
    return signature;
}

} // namespace waybill
