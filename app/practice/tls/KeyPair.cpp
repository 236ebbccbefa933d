#include "app/practice/tls/KeyPair.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

EVP_PKEY *keyOf(const KeyPair &pair)
{
    return static_cast<EVP_PKEY *>(pair.key());
}

X509 *certificateOf(const KeyPair &pair)
{
    return static_cast<X509 *>(pair.certificate());
}

Bio emptyText()
{
    return Bio(BIO_new(BIO_s_mem()), BIO_free);
}

Bio textOf(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())), BIO_free);
}

QByteArray bytesOf(const Bio &text)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(text.get(), &bytes);
    return QByteArray(bytes, size);
}

/// Positive, and so long that no two are the same.
void setSerial(X509 *certificate)
{
    unsigned char bytes[16];
    RAND_bytes(bytes, sizeof bytes);
    bytes[0] = (bytes[0] & 0x3f) | 0x40;
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(BN_bin2bn(bytes, sizeof bytes, nullptr), BN_free);
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QString &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_nconf_nid(nullptr, &context, kind, value.toUtf8().constData()), X509_EXTENSION_free);
    X509_add_ext(certificate, extension.get(), -1);
}

void addExtensions(X509 *certificate, X509 *issuer, const CertificateOrder &order)
{
    addExtension(certificate, issuer, NID_basic_constraints,
                 order.isAuthority ? u"critical,CA:TRUE"_s : u"critical,CA:FALSE"_s);
    addExtension(certificate, issuer, NID_key_usage,
                 order.isAuthority ? u"critical,keyCertSign,cRLSign"_s : u"critical,digitalSignature"_s);
    addExtension(certificate, issuer, NID_subject_key_identifier, u"hash"_s);
    if (!order.isAuthority && issuer != certificate)
        addExtension(certificate, issuer, NID_authority_key_identifier, u"keyid:always"_s);
    if (order.hosts.isEmpty())
        return;
    QStringList names;
    for (const QString &host : order.hosts)
        names.append(host.startsWith("IP:"_L1) ? host : "DNS:"_L1 + host);
    addExtension(certificate, issuer, NID_ext_key_usage, u"serverAuth"_s);
    addExtension(certificate, issuer, NID_subject_alt_name, names.join(u','));
}

} // namespace

KeyPair::KeyPair(void *key, void *certificate)
    : m_key(key, [](void *owned) { EVP_PKEY_free(static_cast<EVP_PKEY *>(owned)); }),
      m_certificate(certificate, [](void *owned) { X509_free(static_cast<X509 *>(owned)); })
{
}

KeyPair KeyPair::make(const CertificateOrder &order, const KeyPair *issuer)
{
    const KeyPair made(order.isRsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"), X509_new());
    X509 *certificate = certificateOf(made);
    X509_set_version(certificate, X509_VERSION_3);
    setSerial(certificate);
    X509_gmtime_adj(X509_getm_notBefore(certificate), long(order.fromSeconds));
    X509_gmtime_adj(X509_getm_notAfter(certificate), long(order.untilSeconds));
    X509_set_pubkey(certificate, keyOf(made));
    X509_NAME *name = X509_get_subject_name(certificate);
    const QByteArray commonName = order.commonName.toUtf8();
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(commonName.constData()), -1, -1, 0);
    const KeyPair &signer = issuer ? *issuer : made;
    X509_set_issuer_name(certificate, X509_get_subject_name(certificateOf(signer)));
    addExtensions(certificate, certificateOf(signer), order);
    X509_sign(certificate, keyOf(signer), EVP_sha256());
    return made;
}

std::optional<KeyPair> KeyPair::fromPem(const QByteArray &certificate, const QByteArray &key)
{
    const Bio certificateText = textOf(certificate);
    const Bio keyText = textOf(key);
    const KeyPair read(PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr),
                       PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr));
    const bool good = read.m_key && read.m_certificate && X509_check_private_key(certificateOf(read), keyOf(read)) == 1;
    ERR_clear_error();
    return good ? std::optional(read) : std::nullopt;
}

QByteArray KeyPair::certificatePem() const
{
    const Bio text = emptyText();
    PEM_write_bio_X509(text.get(), certificateOf(*this));
    return bytesOf(text);
}

QByteArray KeyPair::keyPem() const
{
    const Bio text = emptyText();
    PEM_write_bio_PKCS8PrivateKey(text.get(), keyOf(*this), nullptr, nullptr, 0, nullptr, nullptr);
    return bytesOf(text);
}

QByteArray KeyPair::pfx(const QByteArray &passphrase) const
{
    const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> packed(
        PKCS12_create(passphrase.constData(), "Waybill", keyOf(*this), certificateOf(*this), nullptr, 0, 0, 0, 0, 0),
        PKCS12_free);
    const Bio text = emptyText();
    i2d_PKCS12_bio(text.get(), packed.get());
    return bytesOf(text);
}

} // namespace practice
