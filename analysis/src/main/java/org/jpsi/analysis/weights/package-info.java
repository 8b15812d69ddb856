/// Event weights as a training has them: treatments of negative weights. Start at {@link
/// org.jpsi.analysis.weights.WeightTreatments}.
@NullMarked
package org.jpsi.analysis.weights;

import org.jspecify.annotations.NullMarked;
