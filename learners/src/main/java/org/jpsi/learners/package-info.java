/// Learners other than networks: decision trees, random forests, boosted trees and nearest
/// neighbors, trained by XGBoost and Tribuo and applied by core alone; and clustering. Enter at
/// {@link org.jpsi.core.train.Learner}, {@link org.jpsi.learners.KMeans} and {@link
/// org.jpsi.learners.Hdbscan}.
@NullMarked
package org.jpsi.learners;

import org.jspecify.annotations.NullMarked;
