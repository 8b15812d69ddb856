/// A toy Monte Carlo of labelled events: four-vectors, resonances and their decays, a detector's
/// response, and the samples made of them. Enter at {@link org.jpsi.core.sim.Generator}; {@link
/// org.jpsi.core.sim.FourVector} is of use on its own.
package org.jpsi.core.sim;
