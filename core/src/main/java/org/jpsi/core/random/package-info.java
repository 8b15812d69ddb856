/// Counter-based random numbers: they depend on what is drawn, never on the thread or the order of
/// drawing. Enter at {@link org.jpsi.core.random.Rng}.
package org.jpsi.core.random;
