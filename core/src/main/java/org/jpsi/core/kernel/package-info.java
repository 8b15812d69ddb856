/// Compute kernels below the tensors, on plain `float[]` with offsets: matrix products, functions,
/// sums, random bits. Every result has the same bits on every machine; scalar and vector forms are
/// twins. `Vector...` alone links to the incubating module. Not exported. Enter at {@link
/// org.jpsi.core.kernel.Kernels}.
package org.jpsi.core.kernel;
