/// A toy Monte Carlo of labelled events: four-vectors, resonances and their decays, a detector's
/// response, and two samples made of them. Enter at {@link org.jpsi.core.sim.Generator}; {@link
/// org.jpsi.core.sim.FourVector} is of use on its own. Single particles for lessons are made by
/// {@link org.jpsi.core.sim.Dedx} and {@link org.jpsi.core.sim.CalorimeterResponse}.
package org.jpsi.core.sim;
