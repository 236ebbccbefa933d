#include "KeyPair.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray thumbprint(const X509 *certificate, const EVP_MD *digest)
{
    QByteArray bytes(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    X509_digest(certificate, digest, reinterpret_cast<unsigned char *>(bytes.data()), &size);
    return base64Url(bytes.left(qsizetype(size)));
}

} // namespace

KeyPair::KeyPair(long from, long until)
    : m_key(EVP_RSA_gen(2048), [](void *key) { EVP_PKEY_free(static_cast<EVP_PKEY *>(key)); })
{
    auto *key = static_cast<EVP_PKEY *>(m_key.get());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 4711);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("test"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key, EVP_sha256());
    m_sha256 = thumbprint(certificate.get(), EVP_sha256());
    m_sha1 = thumbprint(certificate.get(), EVP_sha1());
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(text.get(), certificate.get());
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(text.get(), &bytes);
    m_pem = QByteArray(bytes, size);
}

QString KeyPair::sign(const QJsonObject &header, const QJsonObject &claims, const QString &algorithm) const
{
    const QByteArray text = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.' +
                            base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX *parameters = nullptr;
    EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, static_cast<EVP_PKEY *>(m_key.get()));
    if (algorithm == "PS256"_L1) {
        EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST);
    }
    size_t size = 256;
    QByteArray signature(qsizetype(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                   reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()));
    return QString::fromLatin1(text + '.' + base64Url(signature.left(qsizetype(size))));
}
