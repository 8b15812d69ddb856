/// Studies of a trained model, beside how good it is: the importance of its features, on how many
/// events and in which groups, and what `metrics.json` has of it. Enter by {@link
/// org.jpsi.analysis.study.ImportanceStudy}.
@NullMarked
package org.jpsi.analysis.study;

import org.jspecify.annotations.NullMarked;
