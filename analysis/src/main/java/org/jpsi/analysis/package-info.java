/// Training and inference as services, which the commands call: from an analysis file to a run
/// folder, from a model to scores. Start at {@link org.jpsi.analysis.TrainService} and {@link
/// org.jpsi.analysis.ApplyService}.
@NullMarked
package org.jpsi.analysis;

import org.jspecify.annotations.NullMarked;
