/// Datasets for training, their views and parts, and batches of named inputs; features and their
/// standardization, training weights, transforms. Enter at {@link org.jpsi.core.data.Dataset}.
@NullMarked
package org.jpsi.core.data;

import org.jspecify.annotations.NullMarked;
