// Runs statements in a DuckDB of its own in memory: DuckDb LIBRARY STATEMENTS. DuckDB's C functions are declared here,
// because the package that brings the library has no headers.
#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <cstdio>

namespace {

/// DuckDB's `duckdb_result`, which is shorter and never looked into.
struct Outcome {
    alignas(std::max_align_t) std::array<char, 256> bytes{};
};

template <class Function>
Function *function(void *library, const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(library, name));
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("Usage: DuckDb LIBRARY STATEMENTS\n", stderr);
        return 2;
    }
    void *library = ::dlopen(argv[1], RTLD_NOW);
    if (library == nullptr) {
        std::fprintf(stderr, "DuckDB cannot be loaded: %s\n", ::dlerror());
        return 1;
    }
    const auto open = function<int(const char *, void **)>(library, "duckdb_open");
    const auto connect = function<int(void *, void **)>(library, "duckdb_connect");
    const auto query = function<int(void *, const char *, Outcome *)>(library, "duckdb_query");
    const auto errorOf = function<const char *(Outcome *)>(library, "duckdb_result_error");
    void *database = nullptr, *connection = nullptr;
    if (!open || !connect || !query || !errorOf || open(nullptr, &database) != 0 ||
        connect(database, &connection) != 0) {
        std::fputs("DuckDB cannot be opened.\n", stderr);
        return 1;
    }
    Outcome outcome;
    if (query(connection, argv[2], &outcome) != 0) {
        std::fprintf(stderr, "DuckDB did not do it: %s\n", errorOf(&outcome));
        return 1;
    }
    return 0; // what it holds ends with the program
}
