/// NumPy's array files, for scores. Enter at {@link org.jpsi.formats.npy.NpyFormat}.
@NullMarked
package org.jpsi.formats.npy;

import org.jspecify.annotations.NullMarked;
