/// Datasets for training: features and their standardization, training weights, transforms, and the
/// loader of mini-batches. Enter at {@link org.jpsi.core.data.Dataset}.
@NullMarked
package org.jpsi.core.data;

import org.jspecify.annotations.NullMarked;
