/// Small dense problems of linear algebra in float64, each in a fixed order of operations. For the
/// library's own use: not exported.
@NullMarked
package org.jpsi.core.linalg;

import org.jspecify.annotations.NullMarked;
