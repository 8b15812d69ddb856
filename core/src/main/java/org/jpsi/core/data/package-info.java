/// Data as a network takes it: features and how they are scaled, training weights, datasets,
/// transforms and the loader of mini-batches. Enter at {@link org.jpsi.core.data.Dataset}.
@NullMarked
package org.jpsi.core.data;

import org.jspecify.annotations.NullMarked;
