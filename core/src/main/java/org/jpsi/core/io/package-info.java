/// Files: float32 arrays under names (safetensors), JSON, and writing a file whole or not at all.
@NullMarked
package org.jpsi.core.io;

import org.jspecify.annotations.NullMarked;
