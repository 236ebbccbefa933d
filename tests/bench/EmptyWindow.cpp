#include "FirstPaint.h"

#include <QMainWindow>

/// What every Qt Widgets program pays: an empty window up to its first paint.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QMainWindow window;
    waybill::bench::endAtFirstPaint(&window);
    window.show();
    return QApplication::exec();
}
