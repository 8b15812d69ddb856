/// The loss as a function of all weights: planes through it, the path that a training took, its
/// curvatures.
@NullMarked
package org.jpsi.core.landscape;

import org.jspecify.annotations.NullMarked;
