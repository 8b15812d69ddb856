/// NPY files, NumPy's array files: scores by name ({@link org.jpsi.formats.npy.NpyFormat}, only
/// written), and tensors ({@link org.jpsi.formats.npy.Npy}).
@NullMarked
package org.jpsi.formats.npy;

import org.jspecify.annotations.NullMarked;
