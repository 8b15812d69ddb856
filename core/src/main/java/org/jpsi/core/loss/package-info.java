/// Loss functions, weighted, and the registry that knows them by name. Enter at {@link
/// org.jpsi.core.loss.Loss}.
@NullMarked
package org.jpsi.core.loss;

import org.jspecify.annotations.NullMarked;
