/// Dense linear algebra of small problems in float64: Cholesky, Householder QR, symmetric
/// eigendecomposition, each in a fixed order of operations. For the library's own use: not
/// exported.
@NullMarked
package org.jpsi.core.linalg;

import org.jspecify.annotations.NullMarked;
