/// From an analysis file to a run folder, and from a model to scores: what the commands call. Enter
/// at {@link org.jpsi.analysis.TrainService} and {@link org.jpsi.analysis.ApplyService}.
@NullMarked
package org.jpsi.analysis;

import org.jspecify.annotations.NullMarked;
