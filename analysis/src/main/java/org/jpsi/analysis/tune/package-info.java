/// The search over hyperparameters (`jpsi tune`): trials drawn at random, successive halving by
/// epochs, the folder that keeps what was tried. Enter at {@link
/// org.jpsi.analysis.tune.TuneService}.
@NullMarked
package org.jpsi.analysis.tune;

import org.jspecify.annotations.NullMarked;
