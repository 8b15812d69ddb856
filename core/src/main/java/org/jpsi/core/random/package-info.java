/// Randomness that depends on what is drawn, never on who draws it or when. Enter at {@link
/// org.jpsi.core.random.Rng}.
package org.jpsi.core.random;
