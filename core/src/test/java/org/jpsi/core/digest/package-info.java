/// What must not change: named check sums over the bits of all that is computed and drawn, kept in
/// `engine/digests.txt`. A line that changes there is named in CHANGES with why.
@NullMarked
package org.jpsi.core.digest;

import org.jspecify.annotations.NullMarked;
