#include "app/practice/authority/Certificate.h"

#include "app/practice/authority/Jwt.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <ctime>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QByteArray thumbprint(const X509 *certificate, const EVP_MD *digest)
{
    QByteArray bytes(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    X509_digest(certificate, digest, reinterpret_cast<unsigned char *>(bytes.data()), &size);
    return base64Url(bytes.left(qsizetype(size)));
}

QDateTime endOf(const X509 *certificate)
{
    std::tm time = {};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) != 1)
        return {};
    return QDateTime::fromSecsSinceEpoch(timegm(&time), Qt::UTC);
}

} // namespace

QList<Certificate> Certificate::allFrom(const QByteArray &pem)
{
    QList<Certificate> all;
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new_mem_buf(pem.constData(), int(pem.size())), BIO_free);
    while (X509 *read = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)) {
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(read, X509_free);
        Certificate one;
        one.m_key = {X509_get_pubkey(read), [](void *key) { EVP_PKEY_free(static_cast<EVP_PKEY *>(key)); }};
        one.m_sha256 = thumbprint(read, EVP_sha256());
        one.m_sha1 = thumbprint(read, EVP_sha1());
        one.m_validUntil = endOf(read);
        if (one.m_key)
            all.append(one);
    }
    ERR_clear_error(); // the end of the text is an error to OpenSSL
    return all;
}

bool Certificate::hasSigned(const QByteArray &text, const QByteArray &signature, const QString &algorithm) const
{
    if (algorithm != "RS256"_L1 && algorithm != "PS256"_L1)
        return false;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX *parameters = nullptr; // belongs to the context
    auto *key = static_cast<EVP_PKEY *>(m_key.get());
    bool good = EVP_PKEY_is_a(key, "RSA") == 1 &&
                EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, key) == 1;
    if (good && algorithm == "PS256"_L1)
        good = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
    const auto *signedBytes = reinterpret_cast<const unsigned char *>(text.constData());
    const auto *signatureBytes = reinterpret_cast<const unsigned char *>(signature.constData());
    good = good && EVP_DigestVerify(context.get(), signatureBytes, size_t(signature.size()), signedBytes,
                                    size_t(text.size())) == 1;
    ERR_clear_error();
    return good;
}

} // namespace practice
