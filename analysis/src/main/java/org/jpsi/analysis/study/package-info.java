/// Studies of a trained model, beside how good it is: the importance of its features, rectangular
/// cuts on them, and what `metrics.json` has of both. Enter by {@link
/// org.jpsi.analysis.study.ImportanceStudy} and {@link org.jpsi.analysis.study.CutsStudy}.
@NullMarked
package org.jpsi.analysis.study;

import org.jspecify.annotations.NullMarked;
