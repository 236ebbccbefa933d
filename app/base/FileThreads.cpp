#include "app/base/FileThreads.h"

#include <QThreadPool>

namespace waybill {

QThreadPool &fileThreads()
{
    struct Threads {
        Threads()
        {
            constexpr int most = 64;
            pool.setMaxThreadCount(most);
        }
        QThreadPool pool;
    };
    static Threads threads;
    return threads.pool;
}

} // namespace waybill
