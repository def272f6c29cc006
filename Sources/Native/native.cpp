#include "martlet_native.h"
