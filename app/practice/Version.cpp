namespace practice { const char *version() { return WAYBILL_VERSION; } }
