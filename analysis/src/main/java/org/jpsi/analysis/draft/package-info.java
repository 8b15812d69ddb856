/// The draft of an analysis file that `jpsi init` writes: what the trees of some files hold, and
/// which of it may be class, weight, feature or code of a missing value.
@NullMarked
package org.jpsi.analysis.draft;

import org.jspecify.annotations.NullMarked;
