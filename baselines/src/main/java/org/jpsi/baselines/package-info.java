/// Trees, boosted trees and neighbours beside networks, and clusters: learned by XGBoost and
/// Tribuo, kept and applied as layers of Jpsi. Enter at {@link org.jpsi.core.train.Baseline},
/// {@link org.jpsi.baselines.KMeans} and {@link org.jpsi.baselines.Hdbscan}.
@NullMarked
package org.jpsi.baselines;

import org.jspecify.annotations.NullMarked;
