#include "app/practice/tls/TlsFront.h"

#include "app/practice/tls/TlsConnection.h"

#include <openssl/ssl.h>

namespace practice {

TlsFront::TlsFront(const KeyPair &identity)
    : m_context(SSL_CTX_new(TLS_server_method()), [](void *owned) { SSL_CTX_free(static_cast<SSL_CTX *>(owned)); })
{
    auto *context = static_cast<SSL_CTX *>(m_context.get());
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_use_certificate(context, static_cast<X509 *>(identity.certificate()));
    SSL_CTX_use_PrivateKey(context, static_cast<EVP_PKEY *>(identity.key()));
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

void TlsFront::start(quint16 upstreamPort)
{
    m_listener.start([this, upstreamPort](Socket client, const StopSignal &stop) {
        TlsConnection(std::move(client), m_context.get(), stop).run(upstreamPort);
    });
}

} // namespace practice
