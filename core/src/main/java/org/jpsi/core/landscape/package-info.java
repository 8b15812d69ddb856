/// Loss landscapes: surfaces of the loss over the weights, optimization paths, Hessians.
@NullMarked
package org.jpsi.core.landscape;

import org.jspecify.annotations.NullMarked;
