/// From an analysis file to a run folder, and from a model to scores: what the commands call. Enter
/// at {@link org.jpsi.analysis.Training} and {@link org.jpsi.analysis.Applying}.
@NullMarked
package org.jpsi.analysis;

import org.jspecify.annotations.NullMarked;
