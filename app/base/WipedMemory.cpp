// Overwrites memory as it is given back, for the whole program: of a secret there are copies in libraries that wipe
// nothing (the keychain's, Qt's network, the C++ library's own strings), and all of them end here. Linked into a
// program it takes the place of the C library's free() and realloc(), which do the work as before; only with glibc, and
// not beside a sanitizer, which has its own.
#include <cstdlib>
#include <cstring>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#include <malloc.h>

#include <cerrno>

extern "C" {
void __libc_free(void *memory);
void *__libc_realloc(void *memory, size_t size);

namespace {
/// What is larger is no secret but a file or a picture, and goes back to the system with its pages, or costs time.
constexpr size_t most = 1 << 20;

void wipe(void *memory, size_t from, size_t to)
{
    if (from < to)
        explicit_bzero(static_cast<char *>(memory) + from, to - from);
}
} // namespace

__attribute__((visibility("default"))) void free(void *memory) noexcept
{
    if (memory) {
        const size_t room = malloc_usable_size(memory);
        wipe(memory, 0, room <= most ? room : 0);
    }
    __libc_free(memory);
}

__attribute__((visibility("default"))) void *realloc(void *memory, size_t size) noexcept
{
    const size_t room = memory ? malloc_usable_size(memory) : 0;
    if (room == 0 || room > most || size == 0)
        return __libc_realloc(memory, size);
    if (size <= room) {
        wipe(memory, size, room);
        return __libc_realloc(memory, size);
    }
    // Where it cannot grow in its place, the old one would be given back behind our back.
    void *const grown = std::malloc(size);
    if (!grown)
        return nullptr;
    std::memcpy(grown, memory, room);
    free(memory);
    return grown;
}
}
#endif
