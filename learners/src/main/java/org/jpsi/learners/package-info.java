/// Trees, boosted trees and neighbours beside networks, and clusters: learned by XGBoost and
/// Tribuo, kept and applied as layers of Jpsi. Enter at {@link org.jpsi.core.train.Learner}, {@link
/// org.jpsi.learners.KMeans} and {@link org.jpsi.learners.Hdbscan}.
@NullMarked
package org.jpsi.learners;

import org.jspecify.annotations.NullMarked;
