#ifndef MARTLET_NATIVE_H
#define MARTLET_NATIVE_H
#endif
