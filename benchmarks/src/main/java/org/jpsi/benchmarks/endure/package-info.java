/// Endurance tests: attacks on what must not break, for a stated time. Enter at {@link
/// org.jpsi.benchmarks.endure.Endure}; a new attack implements {@link
/// org.jpsi.benchmarks.endure.Attack} and is named in its list.
@NullMarked
package org.jpsi.benchmarks.endure;

import org.jspecify.annotations.NullMarked;
