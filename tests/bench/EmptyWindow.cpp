#include "FirstPaint.h"

#include <QMainWindow>

/// What every Qt Widgets program pays: an empty window up to its first paint; of Qt's own size, or of a given width and
/// height.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QMainWindow window;
    if (argc == 3)
        window.resize(std::atoi(argv[1]), std::atoi(argv[2]));
    waybill::bench::endAtFirstPaint(&window);
    window.show();
    return QApplication::exec();
}
