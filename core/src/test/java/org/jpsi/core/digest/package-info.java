/// Digests of bits that must not change: named checksums of computed and random numbers, with the
/// reference values in `engine/digests.txt`. A change of a line there is listed in CHANGES with the
/// reason.
@NullMarked
package org.jpsi.core.digest;

import org.jspecify.annotations.NullMarked;
