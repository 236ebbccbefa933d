#pragma once

#include <QByteArray>

namespace waybill {

/// A root certificate of nobody, good until 2126; its key is gone.
inline const QByteArray nobodysRoot =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBhjCCASugAwIBAgIUME9WsO3EnGnfJGCS93QLZhLDXQ0wCgYIKoZIzj0EAwIw\n"
    "FzEVMBMGA1UECgwMQ29udG9zbyByb290MCAXDTI2MTEyNjE2NDM1MVoYDzIxMjYx\n"
    "MTAyMTY0MzUxWjAXMRUwEwYDVQQKDAxDb250b3NvIHJvb3QwWTATBgcqhkjOPQIB\n"
    "BggqhkjOPQMBBwNCAARHTwJhRN7gMynGFS6vWjcFAJjfB4DSzi7CRrIHYsls4YJj\n"
    "w1dBsRxaxajkhagygxKiq4P+8Go+jt1n59HiUNs+o1MwUTAdBgNVHQ4EFgQUUvhq\n"
    "9eoa9csSEjpNy53dBwDPlvUwHwYDVR0jBBgwFoAUUvhq9eoa9csSEjpNy53dBwDP\n"
    "lvUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAzfLnK38qcnpB\n"
    "kXDgMWn85CYP3jZnjTW6RCfWkjkttjcCIQCYBDamo2KJP7F7vlR71LPIAW/+4pWg\n"
    "vOZjnhnIDyLJpw==\n"
    "-----END CERTIFICATE-----\n";

} // namespace waybill
